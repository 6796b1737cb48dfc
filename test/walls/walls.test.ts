import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import { firstWorkspace } from '../../src/store/workspaces/workspaces.ts'
import { describeWithPlatforms } from '../accounts/support.ts'
import type { Application } from '../support/application.ts'
import { secondWorkspace } from '../support/second-workspace.ts'
import { fill } from './fill.ts'
import {
  BODIES_WITH_IDS,
  bodyOf,
  type Document,
  filled,
  idKindsOf,
  type Operation,
  operationsOf,
  QUERY_KINDS,
} from './operations.ts'
import { reasonFor } from './reasons.ts'
import { missingIn, type Side, traitsOf } from './side.ts'
import { logStatements, type StatementLog } from './statements.ts'

interface Answer {
  readonly status: number
  readonly text: string
}

const STREAM_MS = 1000
const BEGINNING = 'evt_0000000000e008000000000000'

describeWithPlatforms('two workspaces full of data', (stage) => {
  const applications: Application[] = []
  let sides: readonly [Side, Side]
  let operations: Operation[]
  let log: StatementLog
  let requests = 0
  let seen = 0
  const leaks: string[] = []
  beforeAll(async () => {
    log = logStatements()
    const { url, database } = stage.hub()
    const second = await secondWorkspace(url, database)
    const first = (await firstWorkspace(database)).id
    const common = { url, database, platforms: stage.platforms() }
    const filledFirst = await fill({ ...common, workspaceId: first, marker: 'quince', platform: 'facebook' })
    const filledSecond = await fill({ ...common, workspaceId: second.id, marker: 'walnut', platform: 'instagram' })
    applications.push(filledFirst.application, filledSecond.application)
    sides = [filledFirst.side, filledSecond.side]
    operations = operationsOf((await (await fetch(`${url}/openapi.json`)).json()) as Document)
    await log.idle(4000)
  })
  afterAll(async () => {
    log.stop()
    for (const application of applications) await application.stop()
    console.log(`routes ${operations.length}, requests ${requests}, markers seen ${seen}, leaks ${leaks.length}`)
  })

  const send = async (side: Side, method: string, path: string, body?: object): Promise<Answer> => {
    requests++
    const stream = path.includes('/stream')
    const answer = await fetch(stage.hub().url + path, {
      method,
      redirect: 'manual',
      headers: { 'x-api-key': side.key, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      ...(stream && { signal: AbortSignal.timeout(STREAM_MS) }),
    })
    return { status: answer.status, text: stream ? await untilCut(answer) : await answer.text() }
  }

  const check = (what: string, { text }: Answer, traits: readonly string[]) => {
    for (const trait of traits) if (text.includes(trait)) leaks.push(`${what} shows ${trait}`)
  }

  /** Asks with ids of the other workspace, and with ids that nobody has; the answers must be one. */
  const compare = async (
    side: Side,
    method: string,
    pathOf: (id: string) => string,
    ids: { readonly foreign: string; readonly unknown: string },
    bodyWith: (id: string) => object | undefined,
  ) => {
    const ask = (id: string) => log.during(() => send(side, method, pathOf(id), bodyWith(id)))
    let difference: string | undefined
    // The hub may have sent something of its own meanwhile: what differs twice differs.
    for (let look = 0; look < 3; look++) {
      const foreign = await ask(ids.foreign)
      const unknown = await ask(ids.unknown)
      const given = [plain(foreign.result, ids.foreign), foreign.statements]
      const expected = [plain(unknown.result, ids.unknown), unknown.statements]
      difference =
        JSON.stringify(given) === JSON.stringify(expected)
          ? undefined
          : `${method} ${pathOf('…')}: ${JSON.stringify(given)} in place of ${JSON.stringify(expected)}`
      if (difference === undefined) return
    }
    leaks.push(difference ?? '')
  }

  it('have rows of every kind', async () => {
    for (const side of sides) expect(await missingIn(stage.hub().database, side)).toEqual([])
  })

  it('answer the ids of each other as they answer unknown ones, by the same statements', async () => {
    for (const [side, other] of pairs(sides)) {
      for (const operation of operations) {
        const kinds = idKindsOf(operation)
        for (const [name, kind] of kinds) {
          const foreign = other.ids[kind]
          if (foreign === undefined) continue
          const rest = Object.fromEntries([...kinds].map(([each, of]) => [each, side.ids[of] ?? '']))
          await compare(
            side,
            operation.method,
            (id) => filled(operation.path, { ...rest, [name]: id }, side),
            { foreign, unknown: toPublicId(kind, newUuid()) },
            () => bodyOf(operation, side),
          )
        }
        for (const parameter of operation.query) {
          const kind = QUERY_KINDS[parameter]
          if (kind === undefined || operation.method !== 'GET' || operation.id === 'streamEvents') continue
          const own = Object.fromEntries([...kinds].map(([each, of]) => [each, side.ids[of] ?? '']))
          await compare(
            side,
            operation.method,
            (id) => `${filled(operation.path, own, side)}?${parameter}=${id}`,
            { foreign: other.ids[kind] ?? '', unknown: toPublicId(kind, newUuid()) },
            () => undefined,
          )
        }
      }
      for (const operation of operations.filter(({ id }) => BODIES_WITH_IDS.has(id))) {
        const own = { id: side.ids.event ?? '' }
        const kind = operation.id === 'sendEvent' ? 'endpoint' : 'account'
        await compare(
          side,
          operation.method,
          () => filled(operation.path, own, side),
          { foreign: other.ids[kind] ?? '', unknown: toPublicId(kind, newUuid()) },
          (id) => bodyOf(operation, side, { ...side.ids, [kind]: id }),
        )
      }
    }
    expect(leaks).toEqual([])
  })

  it('show each its own rows on every route, and nothing of the other', async () => {
    const shown = new Set<string>()
    const statuses = new Map<string, number>()
    for (const [side, other] of pairs(sides)) {
      const { database } = stage.hub()
      for (const operation of operations) {
        const foreign = await traitsOf(database, other)
        const ids = Object.fromEntries([...idKindsOf(operation)].map(([name, kind]) => [name, side.ids[kind] ?? '']))
        const query = operation.id === 'streamEvents' ? `?lastEventId=${BEGINNING}` : ''
        const path = filled(operation.path, ids, side) + query
        const answer = await send(side, operation.method, path, bodyOf(operation, side))
        check(`${operation.method} ${path}`, answer, foreign)
        expect([operation.id, answer.status === 500]).toEqual([operation.id, false])
        statuses.set(operation.id, answer.status)
        const own = await traitsOf(database, side)
        if (!own.some((trait) => answer.text.includes(trait))) continue
        seen++
        shown.add(operation.id)
      }
    }
    const silent = operations.flatMap(({ id }) =>
      shown.has(id) || reasonFor(id) !== undefined ? [] : `${id}: ${statuses.get(id)}`,
    )
    expect({ silent, leaks }).toEqual({ silent: [], leaks: [] })
  })
})

function pairs([one, other]: readonly [Side, Side]): readonly (readonly [Side, Side])[] {
  return [
    [one, other],
    [other, one],
  ]
}

/** An answer without the id that it was asked with, and what every answer has of its own. */
function plain({ status, text }: Answer, id: string): Answer {
  return { status, text: text.replaceAll(id, '…').replaceAll(/"(requestId|instance)":"[^"]*",?/g, '') }
}

async function untilCut(answer: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true })
  } catch {
    // The time is up.
  }
  return text
}
