import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCli, temporaryFolder } from '../cli/run-cli.ts'
import { API_KEY, VERIFY_TOKEN } from '../support/hub.ts'
import { type AccountBody, credentialsFor, describeWithPlatforms } from './support.ts'

describeWithPlatforms('hubbub doctor on accounts', ({ store, hub, platforms }) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  const doctor = async (url = hub().url) => {
    const env = {
      ...platforms().env,
      API_KEY,
      META_VERIFY_TOKEN: VERIFY_TOKEN,
      DATABASE_URL: store.databaseUrl,
    }
    return await runCli(['doctor', '--url', url], folder.path, env)
  }
  beforeAll(async () => {
    folder = await temporaryFolder()
  })
  afterAll(() => folder.remove())

  it('says that none is connected', async () => {
    const { stdout } = await doctor()
    expect(stdout).toMatch(/warn +Accounts +none connected/)
    expect(stdout).toMatch(/→ POST \/api\/v1\/accounts connects one; or, where the platform has a login, GET /)
  })

  it('asks the platforms about each, and names what is wrong and what to do about it', async () => {
    const credentials = credentialsFor(platforms())
    for (const platform of ['instagram', 'facebook', 'whatsapp', 'line'] as const)
      await hub().api<AccountBody>('/api/v1/accounts', { platform, credentials: credentials[platform] })
    platforms().state.callbacks.set('page', {
      callbackUrl: 'https://elsewhere.example.com/webhooks/facebook',
      fields: ['messages'],
      verifyToken: VERIFY_TOKEN,
    })
    const { seeds } = platforms()
    seeds.facebook.token.revoked = 'password-changed'
    seeds.whatsapp.token.revoked = undefined
    const { stdout, code } = await doctor()
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /fail +Account +facebook yourbrandpage \(acc_\w+\): The platform no longer takes the access token/,
    )
    expect(stdout).toMatch(/→ Connect it again: GET \/api\/v1\/connect\/facebook/)
    expect(stdout).toMatch(/fail +Account +line .+no webhook address/)
    expect(stdout).toMatch(/ok +Facebook app +events go to https:\/\/elsewhere\.example\.com/)
    expect(stdout).toMatch(/ok +Accounts +\d connected; 2 well/)
    expect(stdout).not.toContain(seeds.facebook.token.value)
  })
})
