import type { Call, Host } from '../exchange.ts'
import type { World } from '../world.ts'
import type { NodeKind } from './kinds.ts'

/** A node that a field leads to. */
export class Ref {
  readonly kind: NodeKind
  readonly id: string

  constructor(kind: NodeKind, id: string) {
    this.kind = kind
    this.id = id
  }
}

/** Nodes that a field or an edge leads to. */
export class Edge {
  readonly kind: NodeKind
  readonly ids: readonly string[]
  /** Fields beside the asked-for ones, by id. */
  readonly extra: ReadonlyMap<string, object>

  constructor(kind: NodeKind, ids: readonly string[], extra: ReadonlyMap<string, object> = new Map()) {
    this.kind = kind
    this.ids = ids
    this.extra = extra
  }
}

export interface Reading {
  readonly world: World
  readonly host: Host
  /** Args of the field, e.g. `limit`. */
  readonly args: Readonly<Record<string, string>>
  /** Of the request. */
  readonly call: Call
}

export interface NodeType {
  /** As errors call it. */
  readonly name: string
  /** Shown when no fields are asked for. */
  readonly defaults: readonly string[]
  readonly fields: Readonly<Record<string, (id: string, reading: Reading) => unknown>>
}

/** A time as the Graph API writes it. */
export const graphTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, '+0000')
