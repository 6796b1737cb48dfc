import { invalid } from '../codes/input.ts'
import { refusal, refusalWith } from '../codes/refusals.ts'
import { PlatformError } from '../platforms/error.ts'
import { platformName } from '../platforms/index.ts'
import type { Capabilities, MessagingFacet } from '../platforms/messaging.ts'
import type { OutboundContent, OutboundMessage } from '../platforms/outbound.ts'

const NEEDS_FILE: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'file'])

/** Refuses what the platform cannot send. @throws HubError not_supported or invalid_request, in words. */
export function checkContent(
  platformId: string,
  capabilities: Capabilities,
  content: OutboundContent,
  replyTo: string | undefined,
): void {
  const { sends, quotes, maxTextLength, textUnit } = capabilities
  const platform = platformName(platformId)
  if (!sends.includes(content.type)) throw refusal('content_type', { platform, type: content.type, known: sends })
  if (replyTo !== undefined && !quotes) throw refusal('quote', { platform })
  if ('text' in content && lengthOf(content.text, textUnit) > maxTextLength)
    throw refusal('text_too_long', {
      length: lengthOf(content.text, textUnit),
      unit: unitOf(textUnit),
      platform,
      limit: maxTextLength,
    })
  if (NEEDS_FILE.has(content.type) && 'mediaId' in content === 'url' in content)
    throw invalid('body', 'file_or_url', { type: content.type })
}

/** Refuses what the platform's own rules of a message would. @throws HubError not_supported, in words. */
export function checkMessage({ check }: Pick<MessagingFacet, 'check'>, message: OutboundMessage): void {
  try {
    check(message)
  } catch (error) {
    if (error instanceof PlatformError)
      throw refusalWith(
        'content_refused',
        { platform: platformName(error.platform), said: error.message },
        { cause: error },
      )
    throw error
  }
}

function lengthOf(text: string, unit: Capabilities['textUnit']): number {
  if (unit === 'bytes') return Buffer.byteLength(text)
  return unit === 'utf16' ? text.length : [...text].length
}

function unitOf(unit: Capabilities['textUnit']): string {
  return unit === 'utf16' ? 'UTF-16 units' : unit
}
