import type { FastifyReply } from 'fastify'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

/** Answers a browser with a plain page: no script, nothing fetched, never kept. */
export function sendPage(
  reply: FastifyReply,
  status: number,
  page: { title: string; text: string; items?: readonly string[] },
): FastifyReply {
  const items = page.items?.map((item) => `<li>${escaped(item)}</li>`).join('') ?? ''
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(page.title)}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem}</style>
<h1>${escaped(page.title)}</h1><p>${escaped(page.text)}</p>${items && `<ul>${items}</ul>`}`
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
    .serializer((payload: string) => payload)
    .send(html)
}
