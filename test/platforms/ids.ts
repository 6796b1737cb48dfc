import { randomBytes, randomInt } from 'node:crypto'

/** Digits after the prefix: an id as platforms make them. */
export const numericId = (prefix: string, length = 17): string => {
  let digits = prefix
  while (digits.length < length) digits += randomInt(10)
  return digits
}

export const hex = (bytes: number): string => randomBytes(bytes).toString('hex')
export const text = (bytes: number): string => randomBytes(bytes).toString('base64url')
