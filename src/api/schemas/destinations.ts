import { type TProperties, type TSchema, Type } from 'typebox'
import type { Destinations } from '../../destinations/index.ts'

/** A kind of destination and its settings. */
export interface DestinationBody {
  readonly kind: string
  readonly [member: string]: unknown
}

/** One of the kinds, its members beside its name; or null. */
export function DestinationSchema({ all }: Destinations, description: string) {
  const kinds: TSchema[] = all.map(({ kind, config }) => {
    const members: TProperties = { kind: Type.Literal(kind), ...config.properties }
    const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Destination`
    return Type.Object(members, { additionalProperties: false, title })
  })
  return Type.Unsafe<DestinationBody | null>(Type.Union([...kinds, Type.Null()], { description }))
}
