-- What a webhook delivers to: a kind of destination and its settings, without secrets.
alter table endpoints
  add column kind text not null default 'webhook',
  add column config jsonb;
update endpoints set config = jsonb_build_object('url', url);
alter table endpoints
  alter column kind drop default,
  alter column config set not null,
  drop column url;
