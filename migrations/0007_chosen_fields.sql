-- The webhook fields that the user chose, for when the account has to be subscribed again; null: those by default.
alter table accounts add column chosen_fields text[];
