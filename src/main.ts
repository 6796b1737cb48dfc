import { existsSync } from 'node:fs'

// A reader that leaves (`hubbub listen | head`) ends the command without a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

if (existsSync('.env')) process.loadEnvFile('.env')
const { run } = await import('./cli/program.ts')
const { processTerminal } = await import('./cli/terminal.ts')
process.exitCode = await run(process.argv.slice(2), processTerminal())
// Nothing of value is left to do: a forgotten handle must not keep an ended command alive.
setTimeout(() => process.exit(), 1000).unref()
