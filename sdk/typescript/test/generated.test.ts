import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Document } from '../../../scripts/generate/sdk/operations.ts'
import { renderSdk, renderSdkOf } from '../../../scripts/generate/sdk-types.ts'
import { Hubbub, OPERATIONS } from '../src/index.ts'

const ROOT = new URL('../../../', import.meta.url)
const document = JSON.parse(readFileSync(new URL('openapi.json', ROOT), 'utf8')) as Document
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, each]) => ({ path, method: method.toUpperCase(), ...each })),
)

test('every operation of the document but the aliases has a method of its name, and no other has', () => {
  const client = new Hubbub({ url: 'https://hub.example.com' })
  const expected = described.filter(({ deprecated }) => deprecated !== true)
  expect(expected.length).toBeGreaterThan(40)
  const missing = expected.filter(({ operationId }) => typeof Reflect.get(client, operationId ?? '') !== 'function')
  expect(missing.map(({ operationId }) => operationId)).toEqual([])
  const table = Object.entries(OPERATIONS).map(([operationId, row]) => [operationId, ...row.split(' ').slice(0, 2)])
  expect(table).toEqual(expected.map(({ operationId, method, path }) => [operationId, method, path]))
})

test('the generated file is that of the document', () => {
  expect(readFileSync(new URL('sdk/typescript/src/generated.ts', ROOT), 'utf8')).toBe(renderSdk())
})

test('schemas become the types that they describe', () => {
  const text = renderSdkOf({
    paths: {},
    components: {
      schemas: {
        Thing: {
          type: 'object',
          description: 'A */ thing.',
          required: ['id', 'kind'],
          properties: {
            id: { type: 'string' },
            kind: { enum: ['a', 1, null] },
            other: { anyOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'null' }] },
            'x-y': { type: ['integer', 'null'] },
            list: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
            map: { type: 'object', additionalProperties: { type: 'boolean' } },
            free: {},
            both: {
              allOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'object', properties: { z: { const: 'z' } } }],
            },
          },
        },
      },
    },
  })
  for (const part of [
    '/** A *\\/ thing. */\nexport interface Thing {',
    'id: string\n',
    'kind: "a" | 1 | null\n',
    'other?: Thing | null | undefined\n',
    '"x-y"?: number | null | undefined\n',
    'list?: Array<string | number> | undefined\n',
    'map?: Record<string, boolean> | undefined\n',
    'free?: unknown | undefined\n',
    'both?: Thing & ({\nz?: "z" | undefined\n}) | undefined\n',
  ])
    expect(text).toContain(part)
})

test('what is sent to webhooks becomes the data of an event, by its type', () => {
  const content = { 'application/json': { schema: { properties: { data: { $ref: '#/components/schemas/Said' } } } } }
  const text = renderSdkOf({
    paths: {},
    webhooks: { 'thing.said': { post: { summary: 'Said.', requestBody: { content } } } },
    components: {
      schemas: {
        Said: { type: 'object', properties: { text: { type: 'string' } } },
        Event: {
          type: 'object',
          required: ['id', 'type', 'data'],
          properties: { id: { type: 'string' }, type: { type: 'string' }, data: {} },
        },
      },
    },
  })
  expect(text).toContain('export interface EventData {\n/** Said. */\n"thing.said": Said\n}')
  expect(text).toContain('export type Event = TypedData & {\nid: string\n}')
})

test('an operation is one line, with what it takes and how it answers', () => {
  const json = { 'application/json': { schema: {} } }
  const text = renderSdkOf({
    paths: {
      '/things/{id}': {
        put: {
          operationId: 'changeThing',
          description: 'Takes an `Idempotency-Key`.',
          parameters: [{ in: 'query', name: 'dry' }],
          requestBody: { required: true, content: json },
          responses: { 204: {} },
        },
      },
    },
  })
  expect(text).toContain('changeThing: "PUT /things/{id} body query none key",')
  expect(text).toContain('changeThing(id: string, body: unknown, query?: {')
})

test('an operationId used twice is refused', () => {
  const get = { operationId: 'same', responses: { 204: {} } }
  expect(() => renderSdkOf({ paths: { '/a': { get }, '/b': { get } } })).toThrow('same')
})
