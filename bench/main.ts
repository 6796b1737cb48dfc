import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, createBench } from './bench.ts'
import { type Options, parseOptions, type RowName, USAGE } from './options.ts'
import { profile } from './profile.ts'
import type { Row, RowResult } from './row.ts'
import { cpu } from './rows/cpu.ts'
import { dashboard } from './rows/dashboard.ts'
import { endToEnd } from './rows/end-to-end.ts'
import { growth } from './rows/growth.ts'
import { hanging } from './rows/hanging.ts'
import { ingest } from './rows/ingest.ts'
import { latency } from './rows/latency.ts'
import { memory } from './rows/memory.ts'
import { start } from './rows/start.ts'
import { statements } from './statements.ts'
import { describeMachine, watchOthers } from './system.ts'
import { formatTable } from './table.ts'

const ROW_FUNCTIONS: Readonly<Record<RowName, Row>> = {
  ingest,
  'end-to-end': endToEnd,
  latency,
  hanging,
  memory,
  start,
  dashboard,
  cpu,
  growth,
}
const MOST_MINUTES = 40

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))
setTimeout(() => {
  console.error(`the bench did not end within ${MOST_MINUTES} minutes`)
  process.exit(1)
}, MOST_MINUTES * 60_000).unref()

const options = readOptions()
const bench = await createBench(options)
if (options.profile || options.statements) {
  if (options.profile) await profile(bench)
  if (options.statements) await statements(bench)
} else await measure(bench)
await bench.stop()
process.exit()

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(2), process.env)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(2)
  }
}

/** Runs the rows, prints the table as far as it came and writes it as JSON; exit code 1 when a row could not be run. */
async function measure(bench: Bench): Promise<void> {
  const machine = describeMachine(options.entry)
  const results: RowResult[] = []
  for (const name of options.rows) {
    const others = watchOthers()
    try {
      const measured = await ROW_FUNCTIONS[name](bench)
      results.push(...measured.map((row) => ({ ...row, others: others() })))
    } catch (error) {
      console.error(`${name} could not be measured:`, error)
      process.exitCode = 1
    }
  }
  console.log(
    `\n${machine.date}, revision ${machine.revision}: ${machine.cores} cores of ${machine.cpu}, ` +
      `${machine.memoryGb} GB, ${machine.os}, Node ${machine.node}; everything on this one machine, ` +
      `load average before the run ${machine.loadBefore.toFixed(2)}` +
      `${options.quick ? '; --quick: one short round, not a figure to keep' : ''}\n`,
  )
  console.log(formatTable(results))
  mkdirSync(options.resultsDir, { recursive: true })
  const file = join(options.resultsDir, `${machine.date.replaceAll(':', '-')}.json`)
  writeFileSync(file, `${JSON.stringify({ machine, quick: options.quick, results }, undefined, 2)}\n`)
  console.log(`\nwritten to ${file}`)
}
