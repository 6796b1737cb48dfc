-- Since when a message fails to be sent, rate limits aside; null: its last try did not.
alter table messages add column failing_since timestamptz;
