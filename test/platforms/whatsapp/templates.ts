import { Type } from 'typebox'
import { type JsonRecord, list, record, string } from '../../../src/platforms/json.ts'
import { type Call, inputOf, ok, param, type Route, records } from '../exchange.ts'
import { numericId } from '../ids.ts'
import { badParameter, graphError } from '../meta/errors.ts'
import { edgeInput, fieldsInput } from '../meta/identity.ts'
import { fieldsOf, readEdge, readNode } from '../meta/nodes.ts'
import { Edge } from '../meta/refs.ts'
import { closed, oneOf, optional, text } from '../shape.ts'
import { there } from '../there.ts'
import type { World } from '../world.ts'
import { management } from './access.ts'
import type { PhoneNumber } from './account.ts'

/** @throws Refusal when the number's account has no such template, or it cannot be sent like this. */
export function checkTemplate(world: World, phone: PhoneNumber, content: JsonRecord): void {
  const { templates } = there(world.state.wabas.get(phone.wabaId))
  const language = string(record(content.language)?.code)
  const template = [...templates.values()].find((found) => found.name === content.name && found.language === language)
  if (!template || template.status === 'PENDING' || template.status === 'REJECTED') throw graphError('132001')
  if (template.status === 'PAUSED') throw graphError('132015')
  const given = records(content.components)
    .filter(({ type }) => String(type).toLowerCase() === 'body')
    .flatMap(({ parameters }) => list(parameters)).length
  if (given !== template.parameters)
    throw graphError('132000', {
      details: `body: number of localizable_params (${given}) does not match the expected number of params (${template.parameters})`,
    })
}

const official = { document: 'whatsapp', path: '/{Version}/{WABA-ID}/message_templates' } as const

/** The templates of a WhatsApp Business Account. */
export function templateRoutes(world: World): Route[] {
  const templatesOf = (call: Call) => there(world.state.wabas.get(param(call, 'waba'))).templates
  const route = (method: Route['method'], input: Route['input'], handle: Route['handle']): Route => ({
    host: 'graph',
    platform: 'whatsapp',
    method,
    path: '/{waba}/message_templates',
    access: management,
    official,
    ...(input ? { input } : {}),
    handle,
  })
  return [
    route(
      'GET',
      closed({
        ...edgeInput.properties,
        name: optional(text()),
        status: optional(text()),
        language: optional(text()),
        category: optional(text()),
      }),
      (call) => {
        const { name, status, language } = inputOf(call)
        const found = [...templatesOf(call).values()].filter(
          (template) =>
            (name === undefined || template.name === name) &&
            (status === undefined || template.status === status) &&
            (language === undefined || template.language === language),
        )
        const edge = new Edge(
          'template',
          found.map(({ id }) => id),
        )
        return ok(readEdge(world, call, edge, fieldsOf(call), inputOf(call)))
      },
    ),
    route(
      'POST',
      closed({
        name: text(512, { pattern: '^[a-z0-9_]+$' }),
        language: text(20),
        category: oneOf('MARKETING', 'UTILITY', 'AUTHENTICATION'),
        components: Type.Array(Type.Object({ type: text(), text: optional(text(1024)) }), { minItems: 1 }),
        allow_category_change: optional(Type.Boolean()),
      }),
      (call) => {
        const input = inputOf(call)
        const templates = templatesOf(call)
        for (const template of templates.values())
          if (template.name === input.name && template.language === input.language)
            throw badParameter('Content in this language already exists')
        const parts = records(input.components)
        const body = string(parts.find(({ type }) => String(type).toUpperCase() === 'BODY')?.text) ?? ''
        const id = numericId('11', 16)
        const parameters = new Set(body.match(/\{\{\w+\}\}/g)).size
        const { name, language, category } = input
        templates.set(id, {
          id,
          name: String(name),
          language: String(language),
          category: String(category),
          status: 'PENDING',
          parameters,
          body,
        })
        return ok({ id, status: 'PENDING', category })
      },
    ),
    route('DELETE', closed({ name: text(), hsm_id: optional(text()) }), (call) => {
      const templates = templatesOf(call)
      const { name } = inputOf(call)
      const gone = [...templates.values()].filter((template) => template.name === name)
      if (gone.length === 0) throw graphError('132001', { status: 400 })
      for (const { id } of gone) templates.delete(id)
      return ok({ success: true })
    }),
    {
      host: 'graph',
      platform: 'whatsapp',
      method: 'GET',
      path: '/{template}',
      access: management,
      input: fieldsInput,
      handle: (call) => ok(readNode(world, call, 'template', param(call, 'template'), fieldsOf(call))),
    },
  ]
}
