import { FormData } from 'undici'
import { createChecks } from '../checks.ts'
import type { DownloadedMedia } from '../client.ts'
import { PlatformError } from '../error.ts'
import { count, filled } from '../json.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import { type Graph, idFrom } from '../meta/graph.ts'

const MB = 1_000_000
const MAX_BYTES: readonly (readonly [RegExp, number, string])[] = [
  [/^image\/webp$/, 500_000, 'a sticker'],
  [/^image\//, 5 * MB, 'an image'],
  [/^(audio|video)\//, 16 * MB, 'audio or video'],
  [/^/, 100 * MB, 'a document'],
]
/** Uploading takes longer than a call. */
const UPLOAD_PATIENCE = 10

const checks = createChecks('whatsapp', 'WhatsApp')

/** Uploads a file for sending; WhatsApp keeps it for 30 days. */
export async function uploadMedia(
  graph: Graph,
  phoneNumberId: string,
  file: { body: Blob; contentType: string; filename: string },
  timeoutMs: number,
): Promise<{ mediaId: string }> {
  const [, max, what] = MAX_BYTES.find(([pattern]) => pattern.test(file.contentType)) ?? []
  if (max !== undefined && file.body.size > max)
    checks.refuse(`takes at most ${max} bytes for ${what}; this has ${file.body.size}`)
  const files = new FormData()
  files.set('messaging_product', 'whatsapp')
  files.set('type', file.contentType)
  files.set('file', new Blob([file.body], { type: file.contentType }), file.filename)
  const answer = await graph.post([phoneNumberId, 'media'], { files }, { timeoutMs: timeoutMs * UPLOAD_PATIENCE })
  return { mediaId: idFrom('whatsapp', answer.id) }
}

/** Streams a file that was received or uploaded. Its address is good for five minutes, so it is asked for each time. */
export async function downloadMedia(
  graph: Graph,
  mediaId: string,
  { accessToken, phoneNumberId }: { accessToken: string; phoneNumberId: string },
  environment: Pick<MetaEnvironment, 'http' | 'graphUrl' | 'timeoutMs'>,
): Promise<DownloadedMedia> {
  const media = await graph.get([mediaId], { phone_number_id: phoneNumberId })
  const url = URL.parse(filled(media.url) ?? '')
  // The token goes along: over TLS, unless the Graph host itself has none.
  if (!url || (url.protocol !== 'https:' && url.protocol !== new URL(environment.graphUrl).protocol))
    throw new PlatformError('whatsapp', 'unavailable', 'WhatsApp gave no address for the media')
  const answer = await environment.http.stream({
    platform: 'whatsapp',
    url: url.href,
    headers: { authorization: `Bearer ${accessToken}` },
    timeoutMs: environment.timeoutMs,
  })
  if (answer.status !== 200) {
    await answer.body.cancel()
    throw new PlatformError('whatsapp', kindOf(answer.status), `the media answered HTTP ${answer.status}`, {
      httpStatus: answer.status,
    })
  }
  return {
    contentType: filled(media.mime_type) ?? answer.headers['content-type'],
    size: count(media.file_size) ?? count(answer.headers['content-length']),
    body: answer.body,
  }
}

function kindOf(status: number) {
  if (status === 401) return 'auth'
  if (status === 403) return 'permission'
  if (status === 429) return 'rate'
  return status >= 400 && status < 500 ? 'not-found' : 'unavailable'
}
