import { randomBytes, randomInt } from 'node:crypto'

/** Digits after the prefix: an id as Meta and LINE make them. */
export const numericId = (prefix: string, length = 17): string => {
  let digits = prefix
  while (digits.length < length) digits += randomInt(10)
  return digits
}

export const hex = (bytes: number): string => randomBytes(bytes).toString('hex')
export const text = (bytes: number): string => randomBytes(bytes).toString('base64url')

export const messageIds = {
  instagram: () => `aWdf${text(45)}ZD`,
  facebook: () => `m_${text(48)}`,
  whatsapp: () => `wamid.${randomBytes(36).toString('base64')}`,
  line: () => numericId('6', 18),
}
