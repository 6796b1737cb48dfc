import { publicIdOf } from '../events/public-id.ts'
import { insertWorkspace, listWorkspaces, type WorkspaceRow } from '../store/workspaces/workspaces.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext, WorkspaceContext } from './context.ts'
import { pageAnswer, pageRequest } from './params.ts'
import { WorkspaceInput, WorkspaceSchema } from './schemas/admin.ts'
import { listQuery, pageOf } from './schemas/common.ts'

const tags = ['Workspaces']

export function workspaceRoutes(app: ApiInstance, ctx: StoreContext & WorkspaceContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/workspaces',
    {
      config: { operator: true, problems: [403] },
      schema: {
        operationId: 'listWorkspaces',
        tags,
        summary: 'Workspaces, newest first',
        querystring: listQuery({}),
        response: { 200: pageOf(WorkspaceSchema) },
      },
    },
    async (request) => pageAnswer(await listWorkspaces(db, pageRequest(request.query)), workspaceView),
  )
  app.post(
    '/api/v1/workspaces',
    {
      config: { operator: true },
      schema: {
        operationId: 'createWorkspace',
        tags,
        summary: 'Make a workspace',
        description: 'Its first key is made by `POST /api/v1/keys` with `X-Workspace`.',
        body: WorkspaceInput,
        response: { 201: WorkspaceSchema },
      },
    },
    async (request, reply) => {
      const row = await insertWorkspace(db, request.body.name)
      await ctx.workspaces.reload()
      return reply.code(201).send(workspaceView(row))
    },
  )
}

function workspaceView(row: WorkspaceRow) {
  return { id: publicIdOf('workspace', row.id), name: row.name, createdAt: row.created_at.toISOString() }
}
