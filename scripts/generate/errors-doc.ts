import * as accounts from '../../src/codes/accounts.ts'
import * as attempts from '../../src/codes/attempts.ts'
import { INPUT_CODES } from '../../src/codes/input.ts'
import { REFUSALS } from '../../src/codes/refusals.ts'
import { REMEDIES } from '../../src/codes/remedies.ts'
import { paramNames, type Sentences } from '../../src/codes/sentence.ts'
import * as webhooks from '../../src/codes/webhooks.ts'
import { ERRORS } from '../../src/errors.ts'
import { PLATFORMS } from '../../src/platforms/index.ts'

const OTHERS: Readonly<Record<string, Sentences>> = {
  'problem of an account': accounts.ACCOUNT_PROBLEMS,
  'why it was disconnected': accounts.DISCONNECT_CAUSES,
  'why it is not subscribed': accounts.SUBSCRIPTION_CAUSES,
  'why its check failed': accounts.CHECK_CAUSES,
  'problem of the address of the hub': accounts.ADDRESS_PROBLEMS,
  'problem of a webhook': webhooks.WEBHOOK_PROBLEMS,
  'why it was disabled': webhooks.DISABLE_CAUSES,
  'why an attempt failed': { ...attempts.ANSWER_CODES, ...attempts.NO_ANSWER_CODES },
  'why a delivery was given up': attempts.GIVE_UP_CODES,
  'problem of a queue': webhooks.QUEUE_PROBLEMS,
  notification: webhooks.WORK_CAUSES,
  remedy: REMEDIES,
  ...Object.fromEntries(PLATFORMS.map(({ name, texts }) => [`of ${name}`, texts.en.reasons])),
}

const RETRIES = {
  never: 'no',
  later: 'yes, later',
  'after-change': 'after a change',
} as const

/** The text of docs/errors.md. */
export function renderErrorsDoc(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, kind]) =>
      `| \`${code}\` | ${kind.status} | ${kind.title} | ${RETRIES[kind.retry]} | ${cell(kind.description)} |`,
  )
  return `# Errors and codes

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
  "errors": [
    { "pointer": "/url", "in": "body", "code": "not_http_url", "params": {}, "detail": "body/url must be an http:// or https:// address." }
  ],
  "requestId": "5f0c2a91-2s"
}
\`\`\`

Codes and the names of parameters are stable: write programs against them. \`detail\` is for people, in English, and may change.
\`requestId\` finds the entry in the log. With \`Retry-After\`, wait that many seconds before the same call again.

| code | status | title | worth retrying | when |
|---|---|---|---|---|
${rows.join('\n')}

## Reasons

Where a code can have several reasons, \`reason\` says which: \`{ "code", "params", "detail" }\`. A newer hub may have more of them.

| code | reason | parameters | in English |
|---|---|---|---|
${Object.entries(REFUSALS)
  .flatMap(([kind, reasons]) => sentenceRows(reasons, `\`${kind}\` | `))
  .join('\n')}

## Input

\`errors\` of an \`invalid_request\` has one entry for each place that is wrong. \`pointer\` is a JSON pointer to what the caller
wrote, within the part of the request that \`in\` names (\`body\`, \`query\`, \`path\`, \`header\`); on a path of an earlier system
it has the names of that system.

| code | parameters | in English |
|---|---|---|
${sentenceRows(INPUT_CODES).join('\n')}

## Accounts, webhooks and queues

A problem of an account or a webhook, on the overview too, has \`code\`, \`params\`, \`detail\`, a \`cause\` where more is known, and a
\`remedy\`, whose \`href\` is the page of the dashboard that helps. Notifications have a \`reason\`. What an older version stored has
its sentence only: its code is \`other\`. Platforms have codes of their own beside these; their
sentences, in each language, are the \`reasons\` of \`GET /api/v1/platforms?language=\`.

| what | code | parameters | in English |
|---|---|---|---|
${Object.entries(OTHERS)
  .flatMap(([what, sentences]) => sentenceRows(sentences, `${what} | `))
  .join('\n')}
`
}

function sentenceRows(sentences: Sentences, before = ''): string[] {
  return Object.entries(sentences).map(([code, sentence]) => {
    const params = paramNames(sentence).filter((name) => name !== 'field')
    return `| ${before}\`${code}\` | ${params.map((name) => `\`${name}\``).join(', ')} | ${cell(sentence)} |`
  })
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
