import { Type } from 'typebox'
import { invalid } from '../codes/input.ts'
import { refusal } from '../codes/refusals.ts'
import { newUuid } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../lib/api-key.ts'
import type { Authenticator } from '../setup/keys/authenticate.ts'
import { type ApiKeyRow, listApiKeys } from '../store/api-keys/read.ts'
import { insertApiKey, revokeApiKey } from '../store/api-keys/write.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest, pathId } from './params.ts'
import { KeyInput, KeySchema, KeyWithText } from './schemas/admin.ts'
import { listQuery, PathId, pageOf } from './schemas/common.ts'

const tags = ['API keys']

export function keyRoutes(app: ApiInstance, ctx: StoreContext, authenticator: Authenticator): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/keys',
    {
      schema: {
        operationId: 'listKeys',
        tags,
        summary: 'API keys that are valid, newest first',
        querystring: listQuery({}),
        response: { 200: pageOf(KeySchema) },
      },
    },
    async (request) =>
      pageAnswer(await listApiKeys(db, callerOf(request).workspaceId, pageRequest(request.query)), keyView),
  )
  app.post(
    '/api/v1/keys',
    {
      schema: {
        operationId: 'createKey',
        tags,
        summary: 'Make an API key',
        body: KeyInput,
        response: { 201: KeyWithText },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { name, role = 'read', operator = false } = request.body
      // The operator's keys are those of the first workspace, which is the operator's own.
      if (operator && (!caller.operator || caller.workspaceId !== caller.homeId)) throw refusal('not_operator')
      if (operator && role !== 'admin') throw invalid('body/operator', 'operator_is_admin')
      const key = generateApiKey()
      const row = await insertApiKey(db, {
        workspaceId: caller.workspaceId,
        id: newUuid(),
        name,
        role,
        operator,
        hash: hashApiKey(key),
        hint: apiKeyHint(key),
      })
      return reply.code(201).send({ ...keyView(row), key })
    },
  )
  app.delete(
    '/api/v1/keys/:id',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'revokeKey',
        tags,
        summary: 'Revoke an API key',
        description:
          'It stops within seconds. The last key with role `admin`, and the last of the operator, cannot be revoked.',
        params: PathId('apiKey'),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const id = pathId('apiKey', request.params.id)
      const outcome = await revokeApiKey(ctx.database, workspaceId, id)
      if (outcome === 'not_found') throw refusal('no_key', { id: request.params.id })
      if (outcome === 'last_admin') throw refusal('last_admin_key')
      if (outcome === 'last_operator') throw refusal('last_operator_key')
      authenticator.forgetKey(id)
      return reply.code(204).send(null)
    },
  )
}

function keyView(row: ApiKeyRow) {
  return {
    id: publicIdOf('apiKey', row.id),
    name: row.name,
    role: row.role,
    operator: row.operator,
    hint: row.hint,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
