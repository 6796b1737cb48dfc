import { text } from 'node:stream/consumers'
import type { DownloadedMedia } from '../client.ts'
import { PlatformError } from '../error.ts'
import { count, filled } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import { addressOf, type LineApi, type LineEnvironment } from './api.ts'
import { errorOf } from './errors.ts'

const PREPARING_MS = 5000

/**
 * What a person sent in the message with this id; only for content that LINE itself keeps, and for a while.
 * @throws PlatformError `not-found` when it is gone, `unavailable` while LINE still prepares it.
 */
export async function download(
  api: LineApi,
  token: string,
  environment: LineEnvironment,
  messageId: string,
): Promise<DownloadedMedia> {
  const path = ['v2', 'bot', 'message', messageId, 'content']
  const { status, headers, body } = await environment.http.stream({
    platform: 'line',
    url: addressOf(environment, path, 'data'),
    headers: { authorization: `Bearer ${token}` },
    timeoutMs: environment.timeoutMs,
  })
  if (status === 200)
    return { contentType: filled(headers['content-type']), size: count(headers['content-length']), body }
  if (status !== 202) {
    const json = parseJson(await text(body))
    throw errorOf({ status, headers, json }, { repeatable: true })
  }
  await body.cancel()
  const { status: preparation } = await api.get([...path, 'transcoding'], 'data')
  if (preparation === 'failed')
    throw new PlatformError('line', 'not-found', 'LINE could not prepare this video or audio; it cannot be fetched.')
  throw new PlatformError('line', 'unavailable', 'LINE is still preparing this video or audio.', {
    httpStatus: status,
    retryAfterMs: PREPARING_MS,
  })
}
