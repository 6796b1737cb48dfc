import { rows, statement } from '../batch.ts'
import type { Runner } from '../database.ts'
import { type Edited, earliest, keepLastEdit, lastEdit, latest } from '../edited.ts'

/** The comment itself, as it was made. */
export interface MadeComment {
  readonly at: Date
  /** JSON text. */
  readonly author: string | undefined
  /** The account itself wrote it. */
  readonly own: boolean
  readonly live: boolean
  readonly eventId: string
}

/** What events say of one comment. Facts in any order, also repeated, end in the same comment. */
export interface CommentFacts {
  /** Uuid, should the comment be new. */
  readonly id: string
  readonly accountId: string
  /** The platform's. */
  readonly commentId: string
  readonly mediaId: string | undefined
  readonly parentId: string | undefined
  readonly url: string | undefined
  readonly contactId: string | undefined
  readonly made?: MadeComment
  readonly text?: Edited
  /** JSON text. */
  readonly attachments?: Edited
  readonly hidden?: { readonly value: boolean; readonly at: Date }
  readonly editedAt?: Date
  readonly deletedAt?: Date
}

interface FactsRow
  extends Pick<CommentFacts, 'id' | 'accountId' | 'commentId' | 'mediaId' | 'parentId' | 'url' | 'contactId'> {
  readonly author: string | undefined
  readonly text: string | undefined
  readonly textAt: Date | undefined
  readonly attachments: string | undefined
  readonly attachmentsAt: Date | undefined
  readonly saidAt: Date | undefined
  readonly own: boolean | undefined
  readonly live: boolean
  readonly hidden: boolean
  readonly hiddenAt: Date | undefined
  readonly editedAt: Date | undefined
  readonly deletedAt: Date | undefined
  readonly eventId: string | undefined
}

/** What does not change. */
const FIRST = ['media_id', 'parent_id', 'url', 'contact_id', 'author', 'said_at', 'own', 'event_id'] as const

const KEEP = statement(
  'keep_comments',
  {
    workspaceId: 'uuid',
    facts: rows<FactsRow>({
      id: 'uuid',
      accountId: 'uuid',
      commentId: 'text',
      mediaId: 'text',
      parentId: 'text',
      url: 'text',
      contactId: 'uuid',
      author: 'text',
      text: 'text',
      textAt: 'timestamptz',
      attachments: 'text',
      attachmentsAt: 'timestamptz',
      saidAt: 'timestamptz',
      own: 'bool',
      live: 'bool',
      hidden: 'bool',
      hiddenAt: 'timestamptz',
      editedAt: 'timestamptz',
      deletedAt: 'timestamptz',
      eventId: 'uuid',
    }),
  },
  ({ workspaceId, facts }) => `
    insert into comments as m (workspace_id, ${facts.columns})
    select ${workspaceId}, ${facts.columns} from ${facts.as('f')}
    order by account_id, comment_id
    on conflict (workspace_id, account_id, comment_id) do update set
      ${FIRST.map((column) => `${column} = coalesce(m.${column}, excluded.${column})`).join(', ')},
      live = m.live or excluded.live,
      ${keepLastEdit('text')},
      ${keepLastEdit('attachments')},
      hidden = case when m.hidden_at is null or (excluded.hidden_at, excluded.hidden) > (m.hidden_at, m.hidden)
        then excluded.hidden else m.hidden end,
      hidden_at = greatest(m.hidden_at, excluded.hidden_at),
      edited_at = greatest(m.edited_at, excluded.edited_at),
      deleted_at = least(m.deleted_at, excluded.deleted_at)`,
)

/** Writes what is known of comments; each comment once. */
export function keepComments(run: Runner, workspaceId: string, facts: readonly CommentFacts[]): Promise<unknown> {
  return run(KEEP, KEEP.values({ workspaceId, facts: facts.map(rowOf) }))
}

function rowOf({ made, text, attachments, hidden, ...facts }: CommentFacts): FactsRow {
  const gone = facts.deletedAt !== undefined
  return {
    id: facts.id,
    accountId: facts.accountId,
    commentId: facts.commentId,
    mediaId: facts.mediaId,
    parentId: facts.parentId,
    url: facts.url,
    contactId: facts.contactId,
    author: made?.author,
    text: gone ? undefined : text?.value,
    textAt: text?.at,
    attachments: gone ? undefined : attachments?.value,
    attachmentsAt: attachments?.at,
    saidAt: made?.at,
    own: made?.own,
    live: made?.live ?? false,
    hidden: hidden?.value ?? false,
    hiddenAt: hidden?.at,
    editedAt: facts.editedAt,
    deletedAt: facts.deletedAt,
    eventId: made?.eventId,
  }
}

/** Facts of one batch, each comment once. */
export function joinComments(all: readonly CommentFacts[]): CommentFacts[] {
  const joined = new Map<string, CommentFacts>()
  for (const facts of all) {
    const key = `${facts.accountId} ${facts.commentId}`
    const known = joined.get(key)
    joined.set(key, known ? together(known, facts) : facts)
  }
  return [...joined.values()]
}

function together(a: CommentFacts, b: CommentFacts): CommentFacts {
  return {
    id: a.id,
    accountId: a.accountId,
    commentId: a.commentId,
    mediaId: a.mediaId ?? b.mediaId,
    parentId: a.parentId ?? b.parentId,
    url: a.url ?? b.url,
    contactId: a.contactId ?? b.contactId,
    made: a.made ?? b.made,
    text: lastEdit(a.text, b.text),
    attachments: lastEdit(a.attachments, b.attachments),
    hidden: a.hidden && b.hidden && !isLater(b.hidden, a.hidden) ? a.hidden : (b.hidden ?? a.hidden),
    editedAt: latest(a.editedAt, b.editedAt),
    deletedAt: earliest(a.deletedAt, b.deletedAt),
  }
}

function isLater(a: { at: Date; value: boolean }, b: { at: Date; value: boolean }): boolean {
  return a.at.getTime() === b.at.getTime() ? a.value && !b.value : a.at > b.at
}
