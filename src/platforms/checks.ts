import { PlatformError } from './error.ts'
import type { OutboundContent, OutboundType } from './outbound.ts'

/** Content of one type. */
export type Content<T extends OutboundType> = Extract<OutboundContent, { type: T }>

export type TextUnit = 'bytes' | 'characters' | 'utf16'

/** Refusals in one platform's name, before anything is sent. */
export interface Checks {
  /** @throws PlatformError `invalid`. */
  refuse(reason: string): never
  /** Refuses a text that is longer than `max`. */
  length(what: string, value: string | undefined, max: number, unit?: TextUnit): void
  /** Refuses a list of more than `max`. */
  count(what: string, values: readonly unknown[] | undefined, max: number): void
  /** Refuses members that the platform has no place for. */
  absent(members: Readonly<Record<string, unknown>>): void
}

const MEASURES: Readonly<Record<TextUnit, (value: string) => number>> = {
  bytes: (value) => Buffer.byteLength(value),
  characters: (value) => [...value].length,
  utf16: (value) => value.length,
}

/** The checks of a platform that is shown as `name`. */
export function createChecks(platform: string, name: string): Checks {
  const refuse = (reason: string): never => {
    throw new PlatformError(platform, 'invalid', `${name} ${reason}`)
  }
  return {
    refuse,
    length: (what, value, max, unit = 'characters') => {
      const size = MEASURES[unit](value ?? '')
      if (size > max) refuse(`takes at most ${max} ${unit} of ${what}; this has ${size}`)
    },
    count: (what, values, max) => {
      const size = values?.length ?? 0
      if (size > max) refuse(`takes at most ${max} ${what}; these are ${size}`)
    },
    absent: (members) => {
      for (const [member, value] of Object.entries(members))
        if (value !== undefined) refuse(`has no place for \`${member}\` here`)
    },
  }
}
