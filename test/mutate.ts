/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A copy of the bytes with one to four of them changed, left out, doubled or put elsewhere. */
export function mutateBytes(body: Buffer, random: () => number): Buffer {
  let bytes = Buffer.from(body)
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const at = Math.floor(random() * (bytes.length + 1))
    const length = Math.floor(random() * 12)
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
    const piece = bytes.subarray(at, at + length)
    switch (Math.floor(random() * 4)) {
      case 0:
        bytes = Buffer.concat([before, Buffer.from([Math.floor(random() * 256)]), after.subarray(1)])
        break
      case 1:
        bytes = Buffer.concat([before, after.subarray(length)])
        break
      case 2:
        bytes = Buffer.concat([before, piece, piece, after.subarray(length)])
        break
      default:
        bytes = Buffer.concat([before, Buffer.from(pick(TOKENS, random)), after])
    }
  }
  return bytes
}

/** A copy of parsed JSON in which one to three members are replaced, left out, doubled, wrapped or renamed. */
export function mutateJson(value: unknown, random: () => number): unknown {
  let copy: unknown = structuredClone(value)
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) copy = mutateNode(copy, random)
  return copy
}

const TOKENS = [
  'null',
  '[]',
  '{}',
  '""',
  '"',
  ',',
  ':',
  '0',
  '-1',
  '1e999',
  '\\u0000',
  '\\ud800',
  'true',
  '}',
  ']',
  '\0',
]

const HOSTILE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  '',
  '0',
  '\0',
  '\ud800',
  '1'.repeat(5000),
  'constructor',
  '__proto__',
  'toString',
  [],
  {},
  [null],
  [[]],
  [{}],
  { id: null },
  { id: {} },
  JSON.parse('{"__proto__":{"id":"1"},"constructor":1,"toString":null}'),
  JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
]

function pick<T>(values: readonly T[], random: () => number): T {
  return values[Math.floor(random() * values.length)] as T
}

interface Place {
  readonly parent: Record<string, unknown> | unknown[]
  readonly key: string
}

function mutateNode(root: unknown, random: () => number): unknown {
  const places: Place[] = []
  collect(root, places, 0)
  if (places.length === 0) return pick(HOSTILE, random)
  const { parent, key } = pick(places, random)
  const members = parent as Record<string, unknown>
  const set = (name: string, value: unknown) =>
    Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true })
  switch (Math.floor(random() * 6)) {
    case 0:
      if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else delete members[key]
      break
    case 1:
      set(key, [members[key]])
      break
    case 2:
      if (Array.isArray(parent)) parent.push(structuredClone(members[key]))
      else set(`${key}_x`, members[key])
      break
    case 3:
      set(key, structuredClone(valueAt(pick(places, random))))
      break
    default:
      set(key, structuredClone(pick(HOSTILE, random)))
  }
  return root
}

function valueAt({ parent, key }: Place): unknown {
  return (parent as Record<string, unknown>)[key]
}

function collect(value: unknown, places: Place[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 40) return
  const parent = value as Place['parent']
  for (const key of Object.keys(parent)) {
    places.push({ parent, key })
    collect((parent as Record<string, unknown>)[key], places, depth + 1)
  }
}
