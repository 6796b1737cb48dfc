import { newUuid } from '../../src/events/ids.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../../src/lib/api-key.ts'
import { insertApiKey } from '../../src/store/api-keys/write.ts'
import type { Database } from '../../src/store/database.ts'

export interface SecondWorkspace {
  readonly id: string
  /** Of an admin. */
  readonly key: string
  api<T = Record<string, unknown>>(path: string, body?: unknown, method?: string): Promise<{ status: number; body: T }>
}

/** Another workspace of a hub, stored behind its back. */
export async function secondWorkspace(url: string, { db }: Database): Promise<SecondWorkspace> {
  const id = newUuid()
  const key = generateApiKey()
  await db.insertInto('workspaces').values({ id, name: 'Second' }).execute()
  await insertApiKey(db, {
    workspaceId: id,
    id: newUuid(),
    name: 'Second admin',
    role: 'admin',
    hash: hashApiKey(key),
    hint: apiKeyHint(key),
  })
  return {
    id,
    key,
    async api<T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
      const response = await fetch(url + path, {
        method,
        headers: { 'x-api-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
    },
  }
}
