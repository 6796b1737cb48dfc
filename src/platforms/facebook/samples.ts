import { createSamples, type Parts, randomDigits, randomText, type SampleDialect } from '../meta/sample-parts.ts'
import { MESSENGER_SAMPLES } from './messenger-samples.ts'
import { PAGE_SAMPLES } from './page-samples.ts'

const DIALECT: SampleDialect = {
  object: 'page',
  account: '104200000000001',
  person: '5200000000000001',
  mid: () => `m_${randomText(48)}`,
  objectId: () => `12${randomDigits(13)}`,
  fileUrl: 'https://scontent.xx.fbcdn.net/v/sample.jpg?_nc_sid=',
}

const personal = (object: string, change: (parts: Parts) => object) => (parts: Parts) => {
  const person = parts.options.senderId ?? parts.objectId()
  return {
    object,
    entry: [{ id: person, uid: person, time: Math.floor(parts.now / 1000), changes: [change(parts)] }],
  }
}

const made = createSamples(
  {
    ...MESSENGER_SAMPLES,
    ...PAGE_SAMPLES,
    'permission-revoked': personal('permissions', (parts) => ({
      field: 'pages_messaging',
      value: { verb: 'revoked', target_ids: [parts.account] },
    })),
    'permission-granted': personal('permissions', () => ({
      field: 'connected',
      verb: 'granted',
    })),
    'user-profile': personal('user', (parts) => ({
      field: 'photos',
      value: { verb: 'update', object_id: parts.objectId() },
    })),
  },
  DIALECT,
)

/** The kinds of made-up events. */
export const SAMPLES = made.samples

/** A body of that kind as Facebook would send it, with fresh ids, or undefined for an unknown kind. */
export const sample = made.sample
