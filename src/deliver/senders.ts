import type { Sender } from '../destinations/destination.ts'
import type { Net } from '../destinations/net.ts'
import type { Endpoint } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { within } from '../lib/within.ts'
import type { Logger } from '../log.ts'

const CLOSE_WITHIN_MS = 5000

interface SenderDependencies {
  readonly clock: Clock
  readonly net: Net
  /** For endpoints that set no timeout. */
  readonly timeoutMs: number
  readonly log: Logger
}

interface Opened {
  readonly endpoint: Endpoint
  readonly previous: string | undefined
  /** Everything that the sender was opened with. */
  readonly madeOf: string
  readonly sender: Sender
}

/** The senders of endpoints. One is opened at the first delivery, and another when its settings or secrets change. */
export class Senders {
  readonly #deps: SenderDependencies
  readonly #open = new Map<string, Opened>()
  readonly #closing = new Set<Promise<void>>()

  constructor(deps: SenderDependencies) {
    this.#deps = deps
  }

  of(endpoint: Endpoint): Sender {
    const until = endpoint.previousSecretUntil
    const previous =
      until !== undefined && until.getTime() > this.#deps.clock.now() ? endpoint.previousSecret : undefined
    const known = this.#open.get(endpoint.id)
    if (known && known.endpoint === endpoint && known.previous === previous) return known.sender
    const timeoutMs = endpoint.timeoutMs ?? this.#deps.timeoutMs
    const { destination, config, secret } = endpoint
    const madeOf = JSON.stringify([destination.kind, config, secret, previous ?? null, timeoutMs])
    const same = known?.madeOf === madeOf ? known.sender : undefined
    if (known && !same) this.#close(known.sender)
    const sender =
      same ?? destination.open({ config, secrets: { current: secret, previous }, timeoutMs, net: this.#deps.net })
    this.#open.set(endpoint.id, { endpoint, previous, madeOf, sender })
    return sender
  }

  /** Closes the senders of all other endpoints. */
  keep(ids: ReadonlySet<string>): void {
    for (const [id, { sender }] of this.#open) {
      if (ids.has(id)) continue
      this.#open.delete(id)
      this.#close(sender)
    }
  }

  async close(): Promise<void> {
    this.keep(new Set())
    await within(Promise.all(this.#closing), CLOSE_WITHIN_MS)
  }

  /** In the background: attempts under way on it may end. */
  #close(sender: Sender): void {
    const closing = sender
      .close()
      .catch((error) => this.#deps.log.warn({ error: messageOf(error) }, 'a sender could not be closed'))
      .then(() => void this.#closing.delete(closing))
    this.#closing.add(closing)
  }
}
