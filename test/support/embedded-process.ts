/* Opens the embedded database of the folder given, says `open`, and makes as many commits as each line of input says. */
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { pino } from 'pino'
import { openDatabase } from '../../src/store/open.ts'

const [dataDir = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir, log: pino({ level: 'silent' }) })
await sql`create table if not exists commits (n int)`.execute(database.db)
console.log('open')
for await (const line of createInterface(process.stdin)) {
  for (let n = 0; n < Number(line); n++) await sql`insert into commits values (${n})`.execute(database.db)
  console.log('done')
}
await database.close()
