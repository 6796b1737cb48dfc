-- What was changed through the API, and with which key: the names of what was sent, never its values.
create table audit (
  workspace_id uuid not null,
  id uuid not null,
  -- Null: the operator acted, whose key is of the first workspace.
  key_id uuid,
  -- In the first workspace: the other one that the operator acted in.
  acted_in uuid,
  method text not null,
  route text not null,
  -- The ids in the path, and that of what was made.
  targets text[] not null,
  members text[] not null,
  primary key (workspace_id, id)
);
