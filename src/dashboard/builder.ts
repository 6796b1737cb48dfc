import { setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { messageOf } from '../errors.ts'
import { dashboardFolders, PROJECT } from './folders.ts'
import { makeBuild } from './make-build.ts'

/** `npm run build:dashboard`, and the process that a hub has the dashboard built by. */
const { values: flags } = parseArgs({
  options: {
    project: { type: 'string', default: PROJECT },
    force: { type: 'boolean', default: false },
    background: { type: 'boolean', default: false },
  },
})
const LOW_PRIORITY = 10
// Before any thread is started: threads have the priority of the one that made them.
if (flags.background) setPriority(LOW_PRIORITY)

const TIMEOUT_MINUTES = 10
const tooLong = AbortSignal.timeout(TIMEOUT_MINUTES * 60_000)
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
const folders = dashboardFolders(flags.project)
const begun = Date.now()
try {
  const outcome = await makeBuild(folders, { force: flags.force, signal: AbortSignal.any([stop.signal, tooLong]) })
  if (!flags.background) console.log(`${folders.dist}: ${outcome} (${Date.now() - begun} ms)`)
} catch (error) {
  console.error(tooLong.aborted ? `The build took more than ${TIMEOUT_MINUTES} minutes.` : messageOf(error))
  process.exitCode = 1
}
