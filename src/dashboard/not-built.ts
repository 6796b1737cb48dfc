import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'

export const BUILD_COMMAND = 'npm run build:dashboard'

const STYLE =
  ':root{color-scheme:light dark}body{font:1.05rem/1.6 system-ui,sans-serif;max-width:44rem;margin:15vh auto;padding:0 1rem}'
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The dashboard is not built – Hubbub</title>
<style>${STYLE}</style>
<main><h1>The dashboard is not built</h1>
<p>Run <code>${BUILD_COMMAND}</code> in the hub’s folder and load this page again; the hub need not be restarted.</p>
<p>Everything else is running. The API is described at <a href="/docs">/docs</a>.</p></main>
</html>
`

/** Answers with the page that stands in for a dashboard which is not built. */
export function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', POLICY)
    .serializer((text: string) => text)
    .send(PAGE)
}
