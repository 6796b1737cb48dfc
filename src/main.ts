#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Compiled code is kept between starts: they take half the time, and Node need not load its type stripper.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/hubbub'))
// Each lookup of a name holds a thread of libuv's pool, four by default: a few dead names would hold up all others.
process.env.UV_THREADPOOL_SIZE ??= '16'

// A reader that leaves (`hubbub listen | head`) ends the command without a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

if (existsSync('.env')) process.loadEnvFile('.env')
const { run } = await import('./cli/program.ts')
const { processTerminal } = await import('./cli/terminal.ts')
process.exitCode = await run(process.argv.slice(2), processTerminal())
// Nothing of value is left to do: a forgotten handle must not keep an ended command alive.
setTimeout(() => process.exit(), 1000).unref()
