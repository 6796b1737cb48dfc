import { Type } from 'typebox'
import { loginOfDashboard } from '../accounts/login.ts'
import { finishLogin, type LoginOutcome } from '../accounts/login-callback.ts'
import { ERRORS } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { ApiInstance } from './app.ts'
import { sendPage } from './connect-page.ts'
import type { AccountContext, RolesContext } from './context.ts'
import { cookieOf } from './cookies.ts'
import { sendProblem, toHubError } from './problems.ts'
import { publicId } from './schemas/common.ts'

export const CONNECT_COOKIE = 'hubbub_connect'

const Finished = Type.Object(
  {
    status: Type.Enum(['connected', 'choosing']),
    sessionId: publicId('connectSession'),
    accounts: Type.Array(publicId('account')),
  },
  { title: 'FinishedLogin' },
)

/** Where platforms send people back to after a login. Anyone may come: the state in the query says whose login it is. */
export function connectCallbackRoutes(app: ApiInstance, ctx: AccountContext & RolesContext): void {
  if (!ctx.config.roles.has('api')) return
  for (const platform of PLATFORMS) {
    if (!platform.login) continue
    app.get(
      `/api/v1/connect/${platform.id}/callback`,
      {
        config: { public: true, problems: [400, 409, 422, 503] },
        exposeHeadRoute: false,
        schema: {
          operationId: `finishLogin_${platform.id}`,
          tags: ['Accounts'],
          summary: `Where ${platform.name} sends people back to after the login`,
          description: 'Browsers get a page, others JSON.',
          response: { 200: Finished },
        },
      },
      async (request, reply) => {
        const html = request.headers.accept?.includes('text/html') ?? false
        const cookie = cookieOf(request, CONNECT_COOKIE)
        const login = loginOfDashboard(cookie)
        // The dashboard asks how it went, and says it in the language of its user.
        const back = login === undefined ? undefined : `/accounts/connect/${platform.id}?login=${login}`
        reply.header('cache-control', 'no-store')
        try {
          const query = request.query as Readonly<Record<string, unknown>>
          const outcome = await finishLogin(ctx.accounts, platform, query, cookie)
          if (html && back !== undefined) return reply.redirect(back, 303)
          if (html) return sendPage(reply, 200, pageOf(outcome, platform.name))
          return viewOf(outcome)
        } catch (error) {
          const shown = toHubError(error)
          if (shown.code === 'internal') throw error
          if (html && back !== undefined) return reply.redirect(back, 303)
          if (!html) return sendProblem(request, reply, shown)
          return sendPage(reply, shown.status, { title: ERRORS[shown.code].title, text: shown.message })
        }
      },
    )
  }
}

function viewOf(outcome: LoginOutcome) {
  const accounts = outcome.kind === 'connected' ? outcome.accountIds.map((id) => publicIdOf('account', id)) : []
  return { status: outcome.kind, sessionId: publicIdOf('connectSession', outcome.sessionId), accounts }
}

function pageOf(outcome: LoginOutcome, platform: string) {
  if (outcome.kind === 'connected')
    return { title: `${platform} is connected`, text: 'You can close this window and go back to the hub.' }
  const id = publicIdOf('connectSession', outcome.sessionId)
  return {
    title: 'Which account?',
    text: `The login gave access to several. Go back to the hub and choose, or call POST /api/v1/connect/sessions/${id} with {"accounts": ["…"]}.`,
    items: outcome.candidates.map(({ externalId, name }) => (name ? `${name}: ${externalId}` : externalId)),
  }
}
