import { LRUCache } from 'lru-cache'
import { type IdKind, toPublicId } from './ids.ts'

const REPEATED: ReadonlySet<IdKind> = new Set(['workspace', 'account', 'endpoint'])
const known = new LRUCache<string, string>({ max: 5000 })

/** `toPublicId`, remembering those that every event repeats. */
export function publicIdOf(kind: IdKind, uuid: string): string {
  if (!REPEATED.has(kind)) return toPublicId(kind, uuid)
  const key = kind + uuid
  const cached = known.get(key)
  if (cached !== undefined) return cached
  const id = toPublicId(kind, uuid)
  known.set(key, id)
  return id
}
