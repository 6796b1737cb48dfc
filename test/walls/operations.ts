import type { IdKind } from '../../src/events/ids.ts'
import type { Side } from './side.ts'

export interface Operation {
  readonly method: string
  readonly path: string
  readonly id: string
  readonly query: readonly string[]
  readonly hasBody: boolean
}

export interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Record<
        string,
        { operationId: string; parameters?: readonly { in: string; name: string }[]; requestBody?: unknown }
      >
    >
  >
}

/** Every operation of the API document, the gentle ones first: what deletes comes last. */
export function operationsOf(document: Document): Operation[] {
  const rank = (method: string) => ['GET', 'POST', 'PUT', 'DELETE'].indexOf(method)
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
        method: method.toUpperCase(),
        path,
        id: operationId,
        query: parameters.flatMap((each) => (each.in === 'query' ? each.name : [])),
        hasBody: requestBody !== undefined,
      })),
    )
    .toSorted((a, b) => rank(a.method) - rank(b.method))
}

/** The kinds of the ids in a path, by the name of the parameter. */
export function idKindsOf({ path }: Pick<Operation, 'path'>): ReadonlyMap<string, IdKind> {
  const kinds = new Map<string, IdKind>()
  if (path.includes('{replayId}')) kinds.set('replayId', 'replay')
  if (path.includes('{account}')) kinds.set('account', 'account')
  if (!path.includes('{id}')) return kinds
  const kind = KINDS.find(([start]) => path.startsWith(start))?.[1]
  if (!kind) throw new Error(`whose id is it in ${path}?`)
  return kinds.set('id', kind)
}

const KINDS: readonly (readonly [string, IdKind])[] = [
  ['/api/v1/accounts/', 'account'],
  ['/api/v1/events/', 'event'],
  ['/webhook/events/', 'event'],
  ['/api/webhooks/events/', 'event'],
  ['/api/webhooks/subscriptions/', 'endpoint'],
  ['/api/v1/webhooks/', 'endpoint'],
  ['/api/v1/deliveries/', 'delivery'],
  ['/api/v1/connect/sessions/', 'connectSession'],
  ['/api/v1/messages/', 'message'],
  ['/api/v1/keys/', 'apiKey'],
]

/** Query parameters that take an id. */
export const QUERY_KINDS: Readonly<Record<string, IdKind>> = {
  account: 'account',
  endpoint: 'endpoint',
  event: 'event',
  ids: 'event',
  lastEventId: 'event',
}

/** The path with its parameters filled in. */
export function filled(path: string, ids: Readonly<Record<string, string>>, side: Side): string {
  const others: Record<string, string> = {
    platform: side.account.platform,
    type: 'message.received',
    mediaId: 'file',
    accountId: side.ids.account ?? '',
  }
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? others[name] ?? name)
}

/** What an operation takes, so that it does something. `of`: whose ids stand in it. */
export function bodyOf({ id, hasBody }: Operation, side: Side, of: Side['ids'] = side.ids): object | undefined {
  const bodies: Readonly<Record<string, object>> = {
    createWebhook: { url: side.url, events: ['message.*'], description: side.marker, accounts: [of.account] },
    alias_POST_api_webhooks_subscriptions: { webhookConfig: { url: side.url }, subscribedFields: ['messages'] },
    alias_PUT_api_webhooks_subscriptions_id: { subscribedFields: ['messages'] },
    updateWebhook: { description: side.marker },
    sendEvent: { endpointId: of.endpoint },
    replayWebhook: { since: '1h', status: 'all' },
    connectAccount: { platform: side.account.platform, credentials: side.account.credentials },
    updateAccount: { name: side.marker },
    sendMessage: { account: of.account, to: side.account.person, type: 'text', text: side.marker },
    resolveMessage: { outcome: 'arrived' },
    createKey: { name: side.marker },
    createSession: { apiKey: side.key },
    updateSession: { workspaceId: of.workspace },
    createWorkspace: { name: side.marker },
    updateSettings: { alertEmails: [`${side.marker}@example.com`] },
    chooseAccounts: { accounts: ['1'] },
    test_instagram: { eventType: 'message' },
    test_facebook: { eventType: 'message' },
    test_line: { eventType: 'message' },
    test_whatsapp: { eventType: 'message' },
    test_telegram: { eventType: 'message' },
    testAccountEvent: { content: { text: side.marker } },
    alias_POST_login: { username: 'x', password: 'y' },
  }
  return bodies[id] ?? (hasBody ? {} : undefined)
}

/** Operations whose body names rows of others. */
export const BODIES_WITH_IDS: ReadonlySet<string> = new Set(['createWebhook', 'sendEvent', 'sendMessage'])
