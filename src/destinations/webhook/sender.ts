import type { Opening, RenderedDelivery, Sender, Sent } from '../destination.ts'
import type { Net } from '../net.ts'
import { createSigner, type Signer } from '../signature.ts'
import type { WebhookConfig } from './config.ts'
import { Exchange } from './exchange.ts'
import { outcomeOf } from './outcome.ts'

const ABORTED: readonly Sent[] = [{ outcome: 'aborted' }]

/** POSTs deliveries to one URL, signed. */
export class WebhookSender implements Sender {
  readonly #net: Net
  readonly #timeoutMs: number
  readonly #origin: string
  readonly #path: string
  /** Why the URL may not be delivered to. */
  readonly #fault: string | undefined
  readonly #signer: Signer
  readonly #headers: Readonly<Record<string, string>>
  /** By the signal that cuts them off: one listener serves all that are under way. */
  readonly #underWay = new Map<AbortSignal, Set<Exchange>>()
  readonly #idle = Promise.withResolvers<void>()
  #count = 0
  #closed = false

  constructor({ config, secrets, timeoutMs, net }: Opening<WebhookConfig>) {
    const url = URL.parse(config.url)
    this.#net = net
    this.#timeoutMs = timeoutMs
    this.#origin = url?.origin ?? ''
    this.#path = url ? url.pathname + url.search : ''
    this.#fault = net.guard.checkUrl(config.url)
    this.#signer = createSigner(secrets.current, secrets.previous)
    this.#headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': net.userAgent }
  }

  send([delivery]: readonly RenderedDelivery[], signal: AbortSignal): Promise<readonly Sent[]> {
    if (!delivery) return Promise.resolve([])
    if (this.#fault !== undefined)
      return Promise.resolve([{ outcome: 'failed', code: 'blocked', detail: `blocked: ${this.#fault}`, log: {} }])
    if (this.#closed || signal.aborted) return Promise.resolve(ABORTED)
    return new Promise((resolve) => {
      const exchange = new Exchange(this.#net.connections, this.#requestOf(delivery), (result) => {
        this.#end(signal, exchange)
        resolve([outcomeOf(result, delivery.at)])
      })
      this.#begin(signal, exchange)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#count > 0) await this.#idle.promise
    for (const signal of [...this.#underWay.keys()]) this.#forget(signal)
  }

  #requestOf({ id, eventType, contentType, body, at }: RenderedDelivery) {
    const signature = this.#signer.headers(id, at / 1000, body, eventType)
    const headers = { ...this.#headers, ...signature, 'content-type': contentType }
    return { origin: this.#origin, path: this.#path, headers, body, timeoutMs: this.#timeoutMs }
  }

  #begin(signal: AbortSignal, exchange: Exchange): void {
    this.#count++
    let underWay = this.#underWay.get(signal)
    if (!underWay) {
      underWay = new Set()
      this.#underWay.set(signal, underWay)
      signal.addEventListener('abort', this.#onAbort, { once: true })
    }
    underWay.add(exchange)
    exchange.start()
  }

  #end(signal: AbortSignal, exchange: Exchange): void {
    const underWay = this.#underWay.get(signal)
    underWay?.delete(exchange)
    if (underWay?.size === 0 && this.#underWay.size > 1) this.#forget(signal)
    if (--this.#count === 0 && this.#closed) this.#idle.resolve()
  }

  #forget(signal: AbortSignal): void {
    this.#underWay.delete(signal)
    signal.removeEventListener('abort', this.#onAbort)
  }

  readonly #onAbort = ({ target }: Event) => {
    if (!(target instanceof AbortSignal)) return
    for (const exchange of [...(this.#underWay.get(target) ?? [])]) exchange.abort()
  }
}
