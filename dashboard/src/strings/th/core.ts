import type { Core } from '../index.tsx'
import { common } from './common.ts'
import { notifications } from './notifications.ts'
import { overview } from './overview.ts'
import { problems } from './problems.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

export const core: Core = { common, notifications, overview, problems, shell, signIn }
