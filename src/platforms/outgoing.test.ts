import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { CONTENTS, outbound } from '../../test/support/outbound.ts'
import { PlatformError } from './error.ts'
import { render as facebook } from './facebook/render.ts'
import { findPlatform } from './index.ts'
import { render as instagram } from './instagram/render.ts'
import { OutboundContent } from './outbound.ts'
import { render as whatsapp } from './whatsapp/render.ts'

const RENDERERS = { instagram, facebook, whatsapp }
const LIKE_HEART: OutboundContent = { type: 'sticker', stickerId: 'like_heart' }

describe('what goes out', () => {
  it('is tried with contents that the contract has', () => {
    for (const content of Object.values(CONTENTS))
      expect(Value.Check(OutboundContent, content), content.type).toBe(true)
  })

  for (const platform of ['instagram', 'facebook', 'whatsapp'] as const) {
    const messaging = findPlatform(platform)?.messaging
    const sends: readonly string[] = messaging?.capabilities.sends ?? []
    it.each(Object.values(CONTENTS))(`to ${platform} is, or is not, $type, as its capabilities say`, (content) => {
      const tried = platform === 'instagram' && content.type === 'sticker' ? LIKE_HEART : content
      const run = () => RENDERERS[platform](outbound(tried))
      const check = () => messaging?.check(outbound(tried))
      if (sends.includes(content.type)) expect([run(), check()]).toEqual([expect.any(Object), undefined])
      else for (const each of [run, check]) expect(each).toThrow(PlatformError)
    })
  }
})
