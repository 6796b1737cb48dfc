-- Statements write the code of an attempt; rows that are stored get it from the sentence they have, once.
update attempts set code = case
  when attempt_code(status_code, error) !~ '^[0-9]+$' then attempt_code(status_code, error)
  when outcome = 'success' then 'answer_not_stored'
  when status_code = 410 then 'gone'
  when status_code between 300 and 399 then 'redirect'
  else 'http_status' end
where error is not null;

update deliveries set code = case
  when error = 'endpoint deleted' then 'endpoint_deleted'
  when error = 'delivered anew as what the event is understood as now' then 'superseded'
  when attempt_code(status_code, error) !~ '^[0-9]+$' then attempt_code(status_code, error)
  when state = 'delivered' then 'answer_not_stored'
  when status_code = 410 then 'gone'
  when status_code between 300 and 399 then 'redirect'
  else 'http_status' end
where error is not null;

drop function attempt_code(integer, text);

-- The code that an attempt is counted by: the status where its code only says that there was an answer.
create function counted_code(code text, status_code integer) returns text language sql immutable as $$
  select coalesce(case when code not in ('http_status', 'redirect', 'gone', 'answer_not_stored') then code end,
    status_code::text, 'unknown')
$$;
