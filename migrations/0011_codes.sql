-- Codes and parameters beside the sentences that are stored; old rows have their sentence only. The parameters are JSON text.
alter table accounts
  add column quality_reason text,
  add column disconnected_params text,
  add column subscription_reason text,
  add column inspect_reason text;
alter table endpoints
  add column disabled_code text,
  add column disabled_params text;
alter table connect_sessions add column error_reason text;
alter table deliveries add column code text;
alter table attempts add column code text;
