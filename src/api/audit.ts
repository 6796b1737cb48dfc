import { Type } from 'typebox'
import { timeOfId } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import { type AuditRow, listAudit } from '../store/audit/audit.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { fieldId, pageAnswer, pageRequest, rangeOf } from './params.ts'
import { AuditSchema } from './schemas/admin.ts'
import { listQuery, Moment, pageOf, publicId } from './schemas/common.ts'

export function auditRoutes(app: ApiInstance, ctx: StoreContext): void {
  app.get(
    '/api/v1/audit',
    {
      config: { admin: true, problems: [403] },
      schema: {
        operationId: 'listAudit',
        tags: ['API keys'],
        summary: 'What was changed through the API, and with which key, newest first',
        description:
          'Names of members, never their values. What the operator reads in another workspace is noted once an hour for ' +
          'each route. Kept for 400 days. Only for keys with the role `admin`.',
        querystring: listQuery({
          key: Type.Optional(publicId('apiKey')),
          since: Type.Optional(Moment('Changed at or after.')),
          until: Type.Optional(Moment('Changed before.')),
        }),
        response: { 200: pageOf(AuditSchema) },
      },
    },
    async (request) => {
      const { key, ...range } = request.query
      const filter = { keyId: key === undefined ? undefined : fieldId('apiKey', key, 'query/key'), ...rangeOf(range) }
      const { workspaceId } = callerOf(request)
      return pageAnswer(await listAudit(ctx.database.db, workspaceId, filter, pageRequest(request.query)), auditView)
    },
  )
}

function auditView(row: AuditRow) {
  return {
    id: publicIdOf('audit', row.id),
    at: timeOfId(row.id).toISOString(),
    key: row.key_id === null ? null : { id: publicIdOf('apiKey', row.key_id), name: row.key_name },
    workspaceId: row.acted_in === null ? null : publicIdOf('workspace', row.acted_in),
    method: row.method,
    route: row.route,
    targets: row.targets,
    members: row.members,
  }
}
