-- One person, as a workspace knows them.
create table contacts (
  workspace_id uuid not null,
  id uuid not null,
  -- With the time of the event that gave it: an older one does not change it.
  name text,
  name_at timestamptz,
  username text,
  username_at timestamptz,
  phone text,
  phone_at timestamptz,
  -- The contact that this one turned out to be. Always one that is not merged itself.
  merged_into uuid,
  first_seen_at timestamptz not null,
  primary key (workspace_id, id)
) with (fillfactor = 80);
create index contacts_merged on contacts (workspace_id, merged_into) where merged_into is not null;

-- All between an account and a contact, or in a group. Permanent.
create table conversations_new (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('person', 'group')),
  -- Null: a group.
  contact_id uuid,
  -- The platform's word for it: the oldest identity of the person at the account, or the id of the group.
  key text not null,
  -- The conversation that this one turned out to be. Always one that is not merged itself.
  merged_into uuid,
  -- When the person last did what opens the window for answers.
  last_inbound_at timestamptz,
  -- The newest message of the person: the platform's id, and the token it is quoted by.
  last_message_id text,
  last_message_at timestamptz,
  quote_token text,
  -- Can be used once, until reply_token_until; null when it was used.
  reply_token text,
  reply_token_until timestamptz,
  reply_token_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
) with (fillfactor = 80);

-- A name that a platform gives a person, or a group, at one account.
create table identities (
  workspace_id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('id', 'phone')),
  value text not null,
  -- Null: a group.
  contact_id uuid,
  -- Null: nothing was said yet.
  conversation_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, account_id, value, kind)
) with (fillfactor = 80);
create index identities_contact on identities (workspace_id, contact_id) where contact_id is not null;

-- What the hub added to an event when it was routed.
create table event_additions (
  workspace_id uuid not null,
  event_id uuid not null,
  conversation_id uuid,
  contact_id uuid,
  -- Other members of `data`, as JSON text.
  members text,
  primary key (workspace_id, event_id)
);

create function uuid_of_time(moment timestamptz) returns uuid language sql volatile as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- Whom the hub knows: who wrote to it, and to whom it wrote.
create temporary table known on commit drop as
  select *, uuid_of_time(first_at) as conversation_id, case when kind = 'person' then uuid_of_time(first_at) end as contact_id
  from (
    select workspace_id, account_id, key, min(at) as first_at,
      case when bool_or(platform = 'line' and key ~ '^[CR]') then 'group' else 'person' end as kind
    from (
      select c.workspace_id, c.account_id, c.key, c.last_inbound_at as at, a.platform
        from conversations c left join accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
      union all
      select workspace_id, account_id, conversation_key, created_at, platform from messages
    ) spoken group by workspace_id, account_id, key
  ) grouped;

insert into contacts (workspace_id, id, first_seen_at)
  select workspace_id, contact_id, first_at from known where kind = 'person';
insert into identities (workspace_id, account_id, kind, value, contact_id, conversation_id, created_at)
  select workspace_id, account_id, 'id', key, contact_id, conversation_id, first_at from known;
insert into identities (workspace_id, account_id, kind, value, contact_id, conversation_id, created_at)
  select distinct on (c.workspace_id, c.account_id, c.alias) c.workspace_id, c.account_id, 'phone', c.alias, k.contact_id,
    k.conversation_id, c.last_inbound_at
  from conversations c join known k on k.workspace_id = c.workspace_id and k.account_id = c.account_id and k.key = c.key
  where c.alias is not null
  order by c.workspace_id, c.account_id, c.alias, c.last_inbound_at desc;
-- There the id of a person was the telephone number before it was something else.
insert into identities (workspace_id, account_id, kind, value, contact_id, conversation_id, created_at)
  select k.workspace_id, k.account_id, 'phone', k.key, k.contact_id, k.conversation_id, k.first_at
  from known k join accounts a on a.workspace_id = k.workspace_id and a.id = k.account_id
  where a.platform = 'whatsapp' and k.key ~ '^[0-9]+$'
  on conflict do nothing;
insert into conversations_new (workspace_id, id, account_id, kind, contact_id, key, last_inbound_at, last_message_id,
    last_message_at, quote_token, reply_token, reply_token_until, reply_token_at, created_at)
  select k.workspace_id, k.conversation_id, k.account_id, k.kind, k.contact_id, k.key, c.last_inbound_at, c.last_message_id,
    case when c.last_message_id is not null then c.last_inbound_at end, c.quote_token, c.reply_token, c.reply_token_until,
    case when c.reply_token_until is not null then c.last_inbound_at end, k.first_at
  from known k left join conversations c
    on c.workspace_id = k.workspace_id and c.account_id = k.account_id and c.key = k.key;

drop table conversations;
alter table conversations_new rename to conversations;
alter table conversations rename constraint conversations_new_pkey to conversations_pkey;
create unique index conversations_key on conversations (workspace_id, account_id, key);
create index conversations_contact on conversations (workspace_id, contact_id) where contact_id is not null;
drop function uuid_of_time(timestamptz);
