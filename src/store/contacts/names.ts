import { rows, statement } from '../batch.ts'
import type { Runner } from '../database.ts'

const FIELDS = ['name', 'username', 'phone'] as const

interface Said {
  readonly value: string
  readonly at: Date
}

/** What platforms call a person, each with the time of the event that said so. */
export interface PersonNames {
  readonly contactId: string
  readonly name: Said | undefined
  readonly username: Said | undefined
  readonly phone: Said | undefined
}

interface NamesRow {
  readonly id: string
  readonly name: string | undefined
  readonly nameAt: Date | undefined
  readonly username: string | undefined
  readonly usernameAt: Date | undefined
  readonly phone: string | undefined
  readonly phoneAt: Date | undefined
}

/** Of two times the later one has the field; of equal times the greater text, so that every order ends the same. */
const assignment = (field: string) => `
      ${field} = case when c.${field}_at is null or (t.${field}_at, t.${field}) > (c.${field}_at, c.${field})
        then coalesce(t.${field}, c.${field}) else c.${field} end,
      ${field}_at = greatest(c.${field}_at, t.${field}_at)`

const NAME = statement(
  'name_contacts',
  {
    workspaceId: 'uuid',
    names: rows<NamesRow>({
      id: 'uuid',
      name: 'text',
      nameAt: 'timestamptz',
      username: 'text',
      usernameAt: 'timestamptz',
      phone: 'text',
      phoneAt: 'timestamptz',
    }),
  },
  ({ workspaceId, names }) => `with given as materialized (
      select * from ${names.as('n')}
    ), locked as materialized (
      select c.id, coalesce(c.merged_into, c.id) as target from (select id from given order by id) g
      cross join lateral (select id, merged_into from contacts where workspace_id = ${workspaceId} and id = g.id for update) c
    ), told as (
      select distinct on (l.target) l.target, g.* from given g join locked l on l.id = g.id order by l.target, g.id
    )
    update contacts c set ${FIELDS.map(assignment).join(',')},
      first_seen_at = least(c.first_seen_at, t.name_at, t.username_at, t.phone_at)
    from told t where c.workspace_id = ${workspaceId} and c.id = t.target`,
)

/** Notes what people are called; each contact once. Older names change nothing. */
export function nameContacts(run: Runner, workspaceId: string, names: readonly PersonNames[]): Promise<unknown> {
  const given = names.map(({ contactId, name, username, phone }) => ({
    id: contactId,
    name: name?.value,
    nameAt: name?.at,
    username: username?.value,
    usernameAt: username?.at,
    phone: phone?.value,
    phoneAt: phone?.at,
  }))
  return run(NAME, NAME.values({ workspaceId, names: given }))
}

/** One set of names per contact: of each kind the newest. */
export function joinNames(all: readonly PersonNames[]): PersonNames[] {
  const joined = new Map<string, PersonNames>()
  for (const names of all) {
    const known = joined.get(names.contactId)
    joined.set(names.contactId, known ? newest(known, names) : names)
  }
  return [...joined.values()]
}

function newest(a: PersonNames, b: PersonNames): PersonNames {
  const of = (field: (typeof FIELDS)[number]) => {
    const [first, second] = [a[field], b[field]]
    if (!first || !second) return first ?? second
    const order = first.at.getTime() - second.at.getTime()
    return order > 0 || (order === 0 && first.value > second.value) ? first : second
  }
  return { contactId: a.contactId, name: of('name'), username: of('username'), phone: of('phone') }
}
