import type { Params, Reason } from './sentence.ts'

/** The code and parameters of a reason, as they are stored beside its sentence. */
export function storedCode({ code, params }: Reason): string {
  return JSON.stringify({ code, params })
}

/** A stored reason; of rows that an older version wrote, which have a sentence only, the code is `other`. */
export function storedReason(stored: string | null, sentence: string): Reason {
  const { code, params } = stored === null ? { code: 'other', params: { said: sentence } } : readCode(stored)
  return { code, params, detail: sentence }
}

/** Stored parameters. */
export function storedParams(stored: string | null): Params {
  return stored === null ? {} : (JSON.parse(stored) as Params)
}

function readCode(stored: string): { code: string; params: Params } {
  return JSON.parse(stored) as { code: string; params: Params }
}
