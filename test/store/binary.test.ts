import { expect, it } from 'vitest'
import { arrayOf } from '../../src/store/binary.ts'
import { describeStore } from '../support/databases.ts'

describeStore('binary array parameters', (store) => {
  async function roundTrip(type: string, parameter: Buffer): Promise<unknown[]> {
    const text = `select v from unnest($1::${type}[]) with ordinality as u(v, n) order by n`
    const rows = await store.database().hot<{ v: unknown }>({ name: `round_trip_${type}`, text }, [parameter])
    return rows.map((row) => row.v)
  }

  it('carries texts with emoji, quotes, commas, empty strings and nulls', async () => {
    const texts = ['', 'plain', 'grüße 👋🏽', '{"a":[1,"b\\\\"]}', 'NULL', null, "it's", 'a,b}', undefined, '日本']
    expect(await roundTrip('text', arrayOf('text', texts))).toEqual(texts.map((text) => text ?? null))
  })

  it('turns NUL and lone surrogates into the replacement character', async () => {
    const values = await roundTrip('text', arrayOf('text', ['a\0b\0', 'x\uD83Dy', '\uDC4B']))
    expect(values).toEqual(['a\uFFFDb\uFFFD', 'x\uFFFDy', '\uFFFD'])
  })

  it('carries UUIDs in either case', async () => {
    const id = '0192f0c1-2345-7abc-8def-0123456789ab'
    expect(await roundTrip('uuid', arrayOf('uuid', [id, null, id.toUpperCase()]))).toEqual([id, null, id])
  })

  it('carries dates to the millisecond, before and after 2000', async () => {
    const dates = ['2026-01-10T12:00:00.123Z', '1969-12-31T23:59:59.999Z', '2000-01-01T00:00:00.000Z']
    const values = await roundTrip(
      'timestamptz',
      arrayOf('timestamptz', [...dates.map((date) => new Date(date)), null]),
    )
    expect(values).toEqual([...dates.map((date) => new Date(date)), null])
  })

  it('carries small and large integers', async () => {
    expect(await roundTrip('int2', arrayOf('int2', [0, -32_768, 32_767, null]))).toEqual([0, -32_768, 32_767, null])
    expect(await roundTrip('int4', arrayOf('int4', [-2_147_483_648, 2_147_483_647]))).toEqual([
      -2_147_483_648, 2_147_483_647,
    ])
    const wide = [0, -1, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, null]
    expect(await roundTrip('int8', arrayOf('int8', wide))).toEqual(wide)
  })

  it('carries booleans', async () => {
    expect(await roundTrip('bool', arrayOf('bool', [true, null, false]))).toEqual([true, null, false])
  })

  it('carries bytes', async () => {
    const bytes = [Buffer.of(0, 1, 255), null, Buffer.alloc(0)]
    expect(await roundTrip('bytea', arrayOf('bytea', bytes))).toEqual(bytes)
  })

  it('carries empty arrays', async () => {
    expect(await roundTrip('text', arrayOf('text', []))).toEqual([])
    expect(await roundTrip('uuid', arrayOf('uuid', []))).toEqual([])
    expect(await roundTrip('int4', arrayOf('int4', []))).toEqual([])
  })
})
