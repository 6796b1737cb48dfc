-- What one statement changed of an event, its delivery and its attempt is one row: appends and folds cost by the row.
alter table event_changes alter column n type integer;

-- A row says what it has columns for: that an event was processed (`routed` = 1) or is not any more (-1), that a delivery came
-- from one state (null: it was made) into another (null: it is gone), that an attempt was logged (`attempts` = 1) or is gone (-1).
alter table delivery_changes
  alter column id drop not null,
  alter column event_id drop not null,
  alter column endpoint_id drop not null,
  add column routed smallint not null default 0,
  add column attempt_id uuid,
  add column outcome text,
  add column code text,
  add column attempt_ms bigint,
  add column attempts smallint not null default 0;
insert into delivery_changes (workspace_id, event_id, account_id, routed)
  select workspace_id, event_id, account_id, n from routing_changes;
insert into delivery_changes (workspace_id, endpoint_id, account_id, attempt_id, outcome, code, attempt_ms, attempts)
  select workspace_id, endpoint_id, account_id, id, outcome, code, ms, n from attempt_changes;
drop table routing_changes;
drop table attempt_changes;
