#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Plain JavaScript: Node need not load its type stripper, whose 17 MB it would never give back.
// Compiled code is kept between starts: they take half the time.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/hubbub'))
// Each lookup of a name holds a thread of libuv's pool, four by default: a few dead names would hold up all others.
process.env.UV_THREADPOOL_SIZE ??= '16'
await import('../src/main.ts')
