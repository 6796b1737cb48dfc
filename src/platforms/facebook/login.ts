import { facebookLogin } from '../meta/login.ts'
import { managedPages } from '../meta/oauth-facebook.ts'

export const login = facebookLogin('facebook', async (environment, token, { appSecret }) => {
  const pages = await managedPages(environment, 'facebook', token, appSecret)
  return pages.map(({ id, name, accessToken }) => ({
    externalId: id,
    name,
    credentials: { pageId: id, accessToken },
  }))
})
