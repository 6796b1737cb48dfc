export { Hubbub, type HubbubOptions, type LiveOptions } from './client.ts'
export { type ClientErrorCode, HubbubError } from './errors.ts'
export * from './generated.ts'
export type { CallOptions, KeyedCallOptions, Page, Paged, RawBody } from './operations.ts'
export type { StreamOptions } from './stream.ts'
export type { Fetch } from './transport.ts'
export {
  type DeliveredEvent,
  type DeliveryHeaders,
  type VerificationCode,
  VerificationError,
  type VerifyOptions,
  verify,
} from './verify.ts'
