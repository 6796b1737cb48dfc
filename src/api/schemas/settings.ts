import { Type } from 'typebox'
import { ALERT_KINDS, type AlertKind } from '../../operations/settings.ts'
import { nullable } from './common.ts'

const KINDS: Readonly<Record<AlertKind, string>> = {
  webhookFailing: 'A webhook only fails: at 50, 70 and 90 % of the time until it is disabled.',
  webhookDisabled: 'A webhook was disabled.',
  accountDisconnected: 'A platform no longer takes the credentials of an account.',
}
const kinds = Object.fromEntries(ALERT_KINDS.map((kind) => [kind, Type.Boolean({ description: KINDS[kind] })]))
const source = Type.Enum(['saved', 'environment', 'default'])
const days = Type.Integer({
  minimum: 0,
  maximum: 3650,
  description: 'Days that events, deliveries and rejections are kept; 0 keeps them for ever.',
})
const mailPart = '[^\\s\\u0000-\\u001f\\u007f@<>,;"]+'
const emails = Type.Array(Type.String({ pattern: `^${mailPart}@${mailPart}$`, maxLength: 254 }), {
  maxItems: 20,
  description: 'Who gets the alerts.',
})

export const SettingsSchema = Type.Object(
  {
    retentionDays: days,
    alertEmails: emails,
    alerts: Type.Object(kinds, { description: 'What is mailed.' }),
    mailConfigured: Type.Boolean({ description: 'Whether there is a mail server (SMTP_URL).' }),
    sources: Type.Object(
      { retentionDays: source, alertEmails: source, alerts: source },
      { description: 'Where each comes from; what was saved goes before the environment.' },
    ),
  },
  { title: 'Settings' },
)

export const SettingsChange = Type.Object(
  {
    retentionDays: Type.Optional(nullable(days)),
    alertEmails: Type.Optional(nullable(emails)),
    alerts: Type.Optional(nullable(Type.Partial(Type.Object(kinds), { additionalProperties: false }))),
  },
  {
    title: 'SettingsChange',
    additionalProperties: false,
    description: 'Absent: stays as it is. null: as the environment says.',
  },
)

export const MailTest = Type.Object(
  { sent: Type.Boolean(), problem: nullable(Type.String({ description: 'Why not, in words.' })) },
  { title: 'MailTest' },
)
