import { StoreUnavailableError } from './errors.ts'

/**
 * The promise's outcome, unless it takes longer than `timeoutMs`: then `onTimeout` is called.
 * @throws StoreUnavailableError with reason `timeout`; what was under way goes on.
 */
export function withTimeout<T>(promise: Promise<T>, timeoutMs: number, onTimeout: () => void = () => {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => {
        onTimeout()
        reject(new StoreUnavailableError('timeout', `The store did not answer within ${Math.round(timeoutMs)} ms.`))
      },
      Math.max(0, timeoutMs),
    )
    promise.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
