import { describe, expect, it } from 'vitest'
import { rows, statement } from '../../src/store/batch.ts'
import { describeStore } from '../support/databases.ts'

interface Order {
  readonly orderId: number
  readonly limit: number | undefined
  readonly placedAt: Date
}

const SUM = statement(
  'sum_orders',
  { factor: 'int4', orders: rows<Order>({ orderId: 'int4', limit: 'int4', placedAt: 'timestamptz' }), names: 'text[]' },
  ({
    factor,
    orders,
    names,
  }) => `select ${orders.columns}, ${factor} * "limit" as scaled, cardinality(${names}) as names
    from ${orders.as('o')} order by order_id`,
)

describe('a statement', () => {
  it('writes each parameter as a placeholder with its type', () => {
    expect(SUM.text).toContain(
      'unnest($2::int4[], $3::int4[], $4::timestamptz[]) as o("order_id", "limit", "placed_at")',
    )
    expect(SUM.text).toContain('$1::int4 *')
    expect(SUM.text).toContain('cardinality($5::text[])')
  })

  it('gives one value for each placeholder', () => {
    expect(SUM.values({ factor: 2, orders: [], names: [] })).toHaveLength(5)
  })
})

describeStore('a statement', (store) => {
  it('carries rows by the names of their members', async () => {
    const placedAt = new Date('2026-01-10T12:00:00.123Z')
    const orders = [
      { placedAt, limit: 4, orderId: 1 },
      { orderId: 2, placedAt, limit: undefined },
    ]
    expect(await store.database().hot(SUM, SUM.values({ factor: 3, orders, names: ['a', null] }))).toEqual([
      { order_id: 1, limit: 4, placed_at: placedAt, scaled: 12, names: 2 },
      { order_id: 2, limit: null, placed_at: placedAt, scaled: null, names: 2 },
    ])
  })
})
