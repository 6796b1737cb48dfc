import { common } from './common.ts'
import { notifications } from './notifications.ts'
import { overview } from './overview.ts'
import { problems } from './problems.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

/** What the first load needs. */
export const core = { common, notifications, overview, problems, shell, signIn }
