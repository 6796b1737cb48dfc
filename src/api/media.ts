import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import multipart, { type MultipartFile } from '@fastify/multipart'
import { toApiError } from '../accounts/refusal.ts'
import { invalid } from '../codes/input.ts'
import { refusal, refusalWith } from '../codes/refusals.ts'
import type { PlatformClient } from '../platforms/client.ts'
import { PlatformError } from '../platforms/error.ts'
import { platformName } from '../platforms/index.ts'
import { existingAccounts } from '../store/accounts/read.ts'
import { accountParam } from './account-param.ts'
import type { ApiInstance } from './app.ts'
import type { SendContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { MediaAnswer, MediaParams, MediaQuery } from './schemas/messages.ts'

const tags = ['Messages']
/** The largest file that any platform takes. */
const MAX_FILE_BYTES = 100 * 1024 * 1024
const MIME_TYPE = /^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/i

export async function mediaRoutes(app: ApiInstance, ctx: StoreContext & SendContext): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 5, fieldSize: 1000, parts: 6 },
  })

  uploadRoute(app, ctx)
  downloadRoute(app, ctx)
}

function uploadRoute(app: ApiInstance, ctx: StoreContext & SendContext): void {
  app.post(
    '/api/v1/media',
    {
      bodyLimit: MAX_FILE_BYTES + 64 * 1024,
      config: { problems: [408, 409, 413, 415, 422], upload: true },
      schema: {
        operationId: 'uploadMedia',
        tags,
        summary: 'Upload a file to a platform, to be sent',
        description:
          '`multipart/form-data` with `account` (before the file, or in the query) and `file`. The platform may keep it for some days only.',
        consumes: ['multipart/form-data'],
        querystring: MediaQuery,
        response: { 200: MediaAnswer },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      if (!request.isMultipart()) throw refusal('multipart_expected')
      const file = await request.file()
      if (!file) throw invalid('body/file', 'required')
      const account = request.query.account ?? fieldOf(file, 'account')
      if (account === undefined) throw invalid('body/account', 'required')
      if (!MIME_TYPE.test(file.mimetype)) throw invalid('body/file', 'file_type_missing')
      const client = await clientOf(ctx, workspaceId, account, 'body/account')
      if (!client.uploadMedia) throw refusal('upload')
      return await uploaded(client.uploadMedia, file)
    },
  )
}

function downloadRoute(app: ApiInstance, ctx: StoreContext & SendContext): void {
  app.get(
    '/api/v1/media/:account/:mediaId',
    {
      config: { problems: [409, 422] },
      schema: {
        operationId: 'downloadMedia',
        tags,
        summary: 'Fetch a file that somebody sent, from the platform',
        description: 'Streamed as it comes; the hub keeps no copy. The id is that of an attachment.',
        produces: ['application/octet-stream'],
        params: MediaParams,
      },
    },
    async (request, reply) => {
      const { workspaceId } = callerOf(request)
      const { account, mediaId } = request.params
      const client = await clientOf(ctx, workspaceId, account, 'path/account')
      if (!client.downloadMedia) throw refusal('download')
      const media = await client.downloadMedia(mediaId).catch((error: unknown) => {
        throw notFoundOr(error)
      })
      const type = media.contentType?.split(';', 1)[0]?.trim() ?? ''
      reply
        .header('content-type', MIME_TYPE.test(type) ? type : 'application/octet-stream')
        .header('content-disposition', 'attachment')
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
      if (media.size !== undefined) reply.header('content-length', String(media.size))
      return reply.send(Readable.from(media.body))
    },
  )
}

/** The client of an account. @throws HubError when there is no such account, or it is not connected. */
async function clientOf(
  ctx: StoreContext & SendContext,
  workspaceId: string,
  account: string,
  field: string,
): Promise<PlatformClient> {
  const { db } = ctx.database
  const accountId = await accountParam(db, workspaceId, account, field)
  if (!(await existingAccounts(db, workspaceId, [accountId])).has(accountId))
    throw refusal('no_account', { id: account })
  try {
    return await ctx.sending.client(workspaceId, accountId)
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'auth')
      throw refusalWith(
        'credentials_refused',
        { platform: platformName(error.platform), said: error.message },
        { detail: error.message, cause: error },
      )
    throw error
  }
}

/** Uploads by way of a temporary file: a platform needs to know the length before it reads. */
async function uploaded(upload: NonNullable<PlatformClient['uploadMedia']>, file: MultipartFile) {
  const folder = await mkdtemp(join(tmpdir(), 'hubbub-upload-'))
  const path = join(folder, 'file')
  try {
    await pipeline(file.file, createWriteStream(path, { mode: 0o600 }))
    if (file.file.truncated) throw refusal('file_too_large', { megabytes: MAX_FILE_BYTES / 1024 / 1024 })
    const body = await openAsBlob(path, { type: file.mimetype })
    if (body.size === 0) throw invalid('body/file', 'file_empty')
    return await upload({ body, contentType: file.mimetype, filename: nameOf(file.filename) })
  } catch (error) {
    throw toApiError(error)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function fieldOf(file: MultipartFile, name: string): string | undefined {
  const field = file.fields[name]
  const one = Array.isArray(field) ? field[0] : field
  return one?.type === 'field' && typeof one.value === 'string' ? one.value : undefined
}

function nameOf(filename: string | undefined): string {
  return filename?.replace(/[\p{Cc}/\\"]/gu, '_').slice(0, 200) || 'file'
}

function notFoundOr(error: unknown): unknown {
  if (error instanceof PlatformError && error.kind === 'not-found')
    return refusalWith('no_file', { said: error.message }, { cause: error })
  return toApiError(error)
}
