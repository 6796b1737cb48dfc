-- Why an account was disconnected, as a code; null for what earlier versions did.
alter table accounts add column disconnected_code text;
