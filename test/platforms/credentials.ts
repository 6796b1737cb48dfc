import type { Platforms } from './platforms.ts'

/** Credentials that the stand-in takes. */
export function credentialsFor(platforms: Platforms) {
  const { instagram, facebook, whatsapp, line } = platforms.seeds
  return {
    instagram: { accessToken: instagram.token.value },
    facebook: { accessToken: facebook.token.value, pageId: facebook.account.id },
    whatsapp: {
      accessToken: whatsapp.token.value,
      phoneNumberId: whatsapp.account.id,
      wabaId: whatsapp.account.wabaId,
    },
    line: { channelAccessToken: line.token.value, channelSecret: line.account.secret },
  }
}
