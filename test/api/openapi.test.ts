import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { resolved } from './documented.ts'
import { createTestApi, type TestApi } from './support.ts'

type Node = Readonly<Record<string, unknown>>
interface Operation {
  operationId: string
  tags: string[]
  summary: string
  parameters?: { name: string; in: string; required?: boolean; schema: Node }[]
  responses: Record<string, { description: string; content?: Record<string, { schema?: Node }> }>
  security: Record<string, unknown>[]
}

// It needs a store to start, and finds nothing in it.
const nowhere = {
  db: {},
  capabilities: { notify: true },
  presence: { lostMs: () => 0 },
  hot: async () => [],
  listen: async () => undefined,
  alone: () => true,
} as unknown as Database

describe('the OpenAPI document', () => {
  let api: TestApi
  let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Node } }
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )

  beforeAll(async () => {
    api = await createTestApi(nowhere, undefined, 'all', false)
    document = (await api.raw({ url: '/openapi.json' })).json()
  })
  afterAll(() => api.close())

  it('is version 3.1 and may be read without a key', () => {
    expect(document.openapi).toBe('3.1.0')
  })

  it('has every route', () => {
    const documented = new Set(operations().map(({ path, method }) => `${method.toUpperCase()} ${path}`))
    const routes = api.server.routeTable
      .list()
      .filter((route) => route.method !== 'HEAD' && !route.url.startsWith('/docs'))
      .map((route) => `${route.method} ${route.url.replace(/:(\w+)/g, '{$1}')}`)
    expect(routes.filter((route) => !documented.has(route))).toEqual([])
    expect(documented.size).toBe(new Set(routes).size)
  })

  it('gives every operation an id of its own, a tag, a summary and a success', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operation } of operations()) {
      expect(operation.tags).toHaveLength(1)
      expect(operation.summary).toBeTruthy()
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true)
      for (const response of Object.values(operation.responses)) expect(response.description).toBeTruthy()
    }
  })

  it('declares every path parameter', () => {
    for (const { path, operation } of operations()) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const declared = (operation.parameters ?? [])
        .filter((each) => each.in === 'path' && each.required)
        .map((each) => each.name)
      expect([path, declared.sort()]).toEqual([path, wanted.sort()])
    }
  })

  it('refers to nothing that is not there', () => {
    expect(() => resolved(document, document.paths)).not.toThrow()
    expect(Object.keys(document.components.schemas)).toContain('Problem')
  })

  it('describes errors as problem documents', () => {
    for (const { path, operation } of operations())
      for (const [status, response] of Object.entries(operation.responses))
        if (Number(status) >= 400 && path !== '/readyz')
          expect(Object.keys(response.content ?? {})).toEqual(['application/problem+json'])
  })

  it('asks for a key where a key is needed', () => {
    for (const { path, method, operation } of operations()) {
      const route = api.server.routeTable
        .list()
        .find((each) => each.url.replace(/:(\w+)/g, '{$1}') === path && each.method === method.toUpperCase())
      expect([path, operation.security.some((way) => 'apiKey' in way)]).toEqual([path, !route?.public])
    }
  })

  it('shows the reference offline, in a page that loads nothing from elsewhere', async () => {
    const page = await api.raw({ url: '/docs/' })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.body).not.toMatch(/(src|href)="https?:/)
    expect((await api.raw({ url: '/docs/static/swagger-ui-bundle.js' })).statusCode).toBe(200)
  })
})
