import type { Strings } from './index.tsx'
import { accounts } from './th/accounts.ts'
import { common } from './th/common.ts'
import { events } from './th/events.ts'
import { notifications } from './th/notifications.ts'
import { overview } from './th/overview.ts'
import { problems } from './th/problems.ts'
import { rejections } from './th/rejections.ts'
import { settings } from './th/settings.ts'
import { shell } from './th/shell.ts'
import { signIn } from './th/sign-in.ts'
import { webhooks } from './th/webhooks.ts'
import { welcome } from './th/welcome.ts'

export const th: Strings = {
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
