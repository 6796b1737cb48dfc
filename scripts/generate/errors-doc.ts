import { ERRORS } from '../../src/errors.ts'

const RETRIES = {
  never: 'no',
  later: 'yes, later',
  'after-change': 'after a change',
} as const

/** The text of docs/errors.md. */
export function renderErrorsDoc(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, kind]) =>
      `| \`${code}\` | ${kind.status} | ${kind.title} | ${RETRIES[kind.retry]} | ${kind.description.replaceAll('|', '\\|')} |`,
  )
  return `# Errors

Every error is a problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) with the media type \`application/problem+json\`:

\`\`\`json
{
  "type": "urn:hubbub:problem:invalid_request",
  "title": "Invalid request",
  "status": 400,
  "detail": "body/url must be an http:// or https:// address.",
  "instance": "/api/v1/webhooks",
  "code": "invalid_request",
  "error": "Invalid request",
  "requestId": "5f0c2a91-2s"
}
\`\`\`

\`code\` is stable: write programs against it. \`detail\` is for people and may change. \`requestId\` finds the entry in the log.
With \`Retry-After\`, wait that many seconds before the same call again.

| code | status | title | worth trying again | when |
|---|---|---|---|---|
${rows.join('\n')}
`
}
