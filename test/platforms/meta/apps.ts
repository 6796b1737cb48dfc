import type { PlatformsOptions } from '../platforms.ts'
import type { Apps } from '../state.ts'
import type { Token } from '../tokens.ts'

declare module '../state.ts' {
  interface Apps {
    meta: App
    instagram: App
  }
}

declare module '../platforms.ts' {
  interface PlatformsOptions {
    readonly metaAppSecret?: string
    readonly instagramAppSecret?: string
  }
}

declare module '../seeds.ts' {
  interface MoreSeeds {
    /** The user who administers the Page and the WhatsApp Business Account. */
    readonly userToken: Token
  }
}

/** The ids that the samples of these platforms have, so that a sample is of a known account and person. */
export const IDS = {
  instagram: '17841400000000001',
  facebook: '104200000000001',
  whatsapp: '109876500000001',
  waba: '209876500000001',
  user: '122100000000000001',
  business: '309876500000001',
}

export const metaApp = ({ metaAppSecret = 'meta-app-secret' }: PlatformsOptions): Pick<Apps, 'meta'> => ({
  meta: { id: '1200000000000001', secret: metaAppSecret, name: 'Hubbub' },
})

export const instagramApp = ({
  instagramAppSecret = 'instagram-app-secret',
}: PlatformsOptions): Pick<Apps, 'instagram'> => ({
  instagram: { id: '1300000000000001', secret: instagramAppSecret, name: 'Hubbub-IG' },
})
