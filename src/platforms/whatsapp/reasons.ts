import { reasonsOf } from '../../codes/sentence.ts'
import en from './texts/en.json' with { type: 'json' }

/** A reason by its code, one of those that the texts have a sentence for. */
export const because = reasonsOf(en.reasons)
