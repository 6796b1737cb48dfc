-- Why the newest failed attempt of a webhook failed.
alter table endpoints
  add column last_error_at timestamptz,
  add column last_error_code text,
  add column last_error_status integer,
  add column last_error_detail text;

-- Of those that fail now; others get one with their next failure.
update endpoints e set last_error_at = a.at, last_error_code = a.code, last_error_status = a.status_code, last_error_detail = a.error
from endpoints f cross join lateral (
  select t.started_at + t.duration_ms * interval '1 millisecond' as at, t.code, t.status_code, t.error
  from (
    select workspace_id, id from deliveries
    where workspace_id = f.workspace_id and endpoint_id = f.id order by id desc limit 1000
  ) d join attempts t on t.workspace_id = d.workspace_id and t.delivery_id = d.id
  where t.outcome <> 'success' order by 1 desc limit 1
) a
where f.failing_since is not null and e.workspace_id = f.workspace_id and e.id = f.id;
