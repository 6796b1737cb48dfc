import { setTimeout as sleep } from 'node:timers/promises'

/** The first build on a busy machine. */
const WITHIN_MS = 60_000

/** Waits until a hub that has just started serves its dashboard. @throws Error with what the hub says when it cannot be built. */
export async function dashboardBuilt(url: string): Promise<void> {
  for (const deadline = Date.now() + WITHIN_MS; ; await sleep(100)) {
    const answer = await fetch(url, { headers: { accept: 'text/html' } })
    const text = await answer.text()
    if (answer.ok) return
    // Only while it is being built does the page ask to be loaded again.
    if (!answer.headers.has('retry-after') || Date.now() > deadline) throw new Error(`no dashboard at ${url}: ${text}`)
  }
}
