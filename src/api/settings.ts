import type { ApiInstance } from './app.ts'
import type { SettingsContext } from './context.ts'
import { callerOf } from './guard.ts'
import { MailTest, SettingsChange, SettingsSchema } from './schemas/settings.ts'

const tags = ['Settings']

export function settingsRoutes(app: ApiInstance, ctx: SettingsContext): void {
  const { settings, config } = ctx
  const view = (workspaceId: string) => {
    const { retentionDays, alertEmails, alerts } = settings.of(workspaceId)
    const sources = settings.sources(workspaceId)
    const mailConfigured = config.smtpUrl !== undefined
    return {
      retentionDays,
      alertEmails: [...alertEmails],
      alerts: { ...alerts },
      mailConfigured,
      sources: { ...sources },
    }
  }
  app.get(
    '/api/v1/settings',
    { schema: { operationId: 'getSettings', tags, summary: 'Settings of the hub', response: { 200: SettingsSchema } } },
    async (request) => {
      await settings.reload()
      return view(callerOf(request).workspaceId)
    },
  )
  app.put(
    '/api/v1/settings',
    {
      schema: {
        operationId: 'updateSettings',
        tags,
        summary: 'Change settings of the hub',
        description: 'Takes effect in every process within seconds, without a restart.',
        body: SettingsChange,
        response: { 200: SettingsSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      await settings.reload()
      const { alerts, ...change } = request.body
      await settings.save(workspaceId, {
        ...change,
        ...(alerts === undefined ? {} : { alerts: alerts && { ...settings.of(workspaceId).alerts, ...alerts } }),
      })
      return view(workspaceId)
    },
  )
  app.post(
    '/api/v1/settings/test-alert',
    {
      schema: {
        operationId: 'sendTestAlert',
        tags,
        summary: 'Send a test mail to those who get the alerts',
        description: 'Waits for the mail server, 10 seconds at most.',
        response: { 200: MailTest },
      },
    },
    async (request) => {
      await settings.reload()
      return await ctx.alerts.test(callerOf(request).workspaceId)
    },
  )
}
