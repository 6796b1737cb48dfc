import type { Strings } from './index.tsx'
import { accounts } from './th/accounts.ts'
import { core } from './th/core.ts'
import { events } from './th/events.ts'
import { rejections } from './th/rejections.ts'
import { settings } from './th/settings.ts'
import { webhooks } from './th/webhooks.ts'
import { welcome } from './th/welcome.ts'

export const th: Strings = { ...core, accounts, events, rejections, settings, webhooks, welcome }
