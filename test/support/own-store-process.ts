/* Opens a store of its own in the folder given, says `open`, and then the number of each commit once it is made. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { openDatabase } from '../../src/store/open.ts'

const [dataDir = '', most = '0'] = process.argv.slice(2)
const database = await openDatabase({ dataDir, log: pino({ level: 'silent' }) })
await sql`create table if not exists commits (n int not null)`.execute(database.db)
console.log('open')
for (let n = 1; n <= Number(most); n++) {
  const made = database.hot({ name: 'commit', text: 'insert into commits values ($1::int4)' }, [n])
  await made.then(
    () => console.log(n),
    () => sleep(20),
  )
}
setInterval(() => {}, 60_000)
process.once('SIGTERM', async () => {
  await database.close()
  process.exit()
})
