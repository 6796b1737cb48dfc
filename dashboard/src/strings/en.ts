import { accounts } from './en/accounts.ts'
import { common } from './en/common.ts'
import { events } from './en/events.ts'
import { notifications } from './en/notifications.ts'
import { overview } from './en/overview.ts'
import { problems } from './en/problems.ts'
import { rejections } from './en/rejections.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { webhooks } from './en/webhooks.ts'
import { welcome } from './en/welcome.ts'

export const en = {
  common,
  shell,
  signIn,
  problems,
  overview,
  events,
  webhooks,
  rejections,
  accounts,
  notifications,
  settings,
  welcome,
}
