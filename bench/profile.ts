import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { addEndpoints, fullLoad } from './rows/end-to-end.ts'

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Functions by the share of the time spent in themselves, largest first; idle is left out of the shares. */
export function selfTimes(profile: CpuProfile): { name: string; share: number }[] {
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url
        ? ` ${url.replace(/^.*\/(?=(node_modules|src)\/)/, '').replace(/^file:\/\//, '')}:${lineNumber + 1}`
        : ''
      return [id, `${functionName || '(anonymous)'}${place}`]
    }),
  )
  const times = new Map<string, number>()
  profile.samples.forEach((node, index) => {
    const name = names.get(node) ?? '(unknown)'
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0))
  })
  times.delete('(idle)')
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .map(([name, time]) => ({ name, share: total === 0 ? 0 : time / total }))
    .sort((a, b) => b.share - a.share)
}

/** Runs the hub at full load under the sampling profiler and prints where its threads spend their time. */
export async function profile(bench: Bench): Promise<void> {
  for (const store of bench.options.stores) {
    const folder = mkdtempSync(join(tmpdir(), 'hubbub-profile-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    const fresh = await bench.freshHub(store, { nodeFlags: ['--cpu-prof', `--cpu-prof-dir=${folder}`] })
    await addEndpoints(bench, fresh, 1)
    const round = await fullLoad(bench, fresh, 64, bench.options.sizes.burst * 2)
    console.log(`\n${store}: ${JSON.stringify(round)}`)
    await fresh.dispose()
    for (const file of readdirSync(folder).sort()) {
      console.log(`\n${store}, ${file}:`)
      const functions = selfTimes(JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile)
      for (const { name, share } of functions.slice(0, 30))
        console.log(`${(share * 100).toFixed(1).padStart(6)} %  ${name}`)
    }
  }
}
