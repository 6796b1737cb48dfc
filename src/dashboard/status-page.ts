import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { BUILD_COMMAND, type DashboardState } from './dashboard.ts'

const STYLE =
  ':root{color-scheme:light dark}body{font:1.05rem/1.6 system-ui,sans-serif;max-width:44rem;margin:15vh auto;padding:0 1rem}' +
  'pre{overflow:auto;padding:1rem;border:1px solid;border-radius:.5rem;font-size:.85rem;white-space:pre-wrap}'
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const RETRY_SECONDS = 2

/** Answers with a page in place of the dashboard, that comes back by itself when there is something to wait for. */
export function sendStatusPage(reply: FastifyReply, state: Exclude<DashboardState, { kind: 'ready' }>): FastifyReply {
  const html =
    state.kind === 'building'
      ? page(
          'The dashboard is being built',
          '<p role="status">The hub has just been installed or updated. This takes a few seconds; the page loads by itself. ' +
            'Everything else is running.</p>',
          RETRY_SECONDS,
        )
      : page(
          'The dashboard could not be built',
          `<p>Everything else is running; the API is described at <a href="/docs">/docs</a>. The build said:</p>
<pre>${escaped(state.reason)}</pre>
<p>Once that is mended, run <code>${BUILD_COMMAND}</code> in the hub’s folder and load this page again.</p>`,
        )
  if (state.kind === 'building') reply.header('retry-after', String(RETRY_SECONDS))
  return reply
    .code(503)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', POLICY)
    .serializer((text: string) => text)
    .send(html)
}

function page(title: string, body: string, refreshSeconds?: number): string {
  const refresh = refreshSeconds === undefined ? '' : `\n<meta http-equiv="refresh" content="${refreshSeconds}">`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${title} – Hubbub</title>
<style>${STYLE}</style>
<main><h1>${title}</h1>
${body}</main>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
