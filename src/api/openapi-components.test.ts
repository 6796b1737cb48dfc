import { expect, it } from 'vitest'
import { EVENT_TYPES } from '../events/catalogue.ts'
import { hoistSchemas } from './openapi-components.ts'
import { withWebhooks } from './openapi-webhooks.ts'

const person = (description?: string) => ({
  type: 'object',
  title: 'Person',
  properties: { id: { type: 'string' } },
  ...(description ? { description } : {}),
})
const ref = { $ref: '#/components/schemas/Person' }

it('writes a schema once, with its description, and refers to it', () => {
  const hoisted = hoistSchemas({ paths: { a: person('Who.'), b: { items: person('Who.') } } })
  expect(hoisted).toEqual({
    paths: { a: ref, b: { items: ref } },
    components: { schemas: { Person: person('Who.') } },
  })
})

it('describes a schema where it is used when it means something else in each place', () => {
  const hoisted = hoistSchemas({ paths: { a: person('From whom.'), b: person('To whom.'), c: person('The answer.') } })
  expect(hoisted).toEqual({
    paths: { a: { ...ref, description: 'From whom.' }, b: { ...ref, description: 'To whom.' }, c: ref },
    components: { schemas: { Person: person() } },
  })
})

it('leaves a schema where it is when another one has its name', () => {
  const other = { ...person(), properties: { name: { type: 'string' } } }
  expect(hoistSchemas({ paths: { a: person(), b: other } }).paths).toEqual({ a: ref, b: other })
})

it('describes the delivery of every type of event', () => {
  const { webhooks, components } = JSON.parse(JSON.stringify(hoistSchemas(withWebhooks({ paths: {} }))))
  expect(Object.keys(webhooks)).toEqual(EVENT_TYPES)
  const { properties } = webhooks['story.insights'].post.requestBody.content['application/json'].schema
  expect(properties).toMatchObject({
    event: { const: 'story.insights' },
    data: { $ref: '#/components/schemas/StoryInsightsData' },
  })
  expect(components.schemas.StoryInsightsData.required).toEqual(['mediaId', 'platform', 'metrics'])
})
