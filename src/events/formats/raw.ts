import type { Format } from './format.ts'
import { standard } from './standard.ts'

/** The platform's own payload. The hub's own events have none, and come in the standard envelope. */
export const raw: Format = {
  contentType: 'application/json',
  render: (event, account) => {
    const none = event.raw === '' || event.raw === 'null' || event.raw === '{}'
    return none ? standard.render(event, account) : event.raw
  },
}
