import { apiFailure, createApi } from './api.ts'
import { type ClientFlags, type ClientSettings, clientSettings, requireApiKey } from './settings.ts'
import { harmless, type Terminal } from './terminal.ts'

/** Prints every workspace, newest first. */
export async function listWorkspaces(flags: ClientFlags, terminal: Terminal): Promise<number> {
  return await withKey(flags, terminal, async (settings) => {
    const api = createApi(settings)
    let cursor: string | undefined
    do {
      const { data, nextCursor } = await api.listWorkspaces({ limit: 200, cursor })
      for (const { id, name } of data) terminal.print(`${id}  ${harmless(name)}`)
      cursor = nextCursor ?? undefined
    } while (cursor !== undefined)
  })
}

/** Makes a workspace and the first key of it. */
export async function createWorkspace(name: string, flags: ClientFlags, terminal: Terminal): Promise<number> {
  return await withKey(flags, terminal, async (settings) => {
    const workspace = await createApi(settings).createWorkspace({ name })
    const { key } = await createApi(settings, { workspace: workspace.id }).createKey({
      name: 'First key',
      role: 'admin',
    })
    terminal.print(`${workspace.id}  ${harmless(workspace.name)}`)
    terminal.print(`Its API key, shown now and never again: ${key}`)
  })
}

async function withKey(
  flags: ClientFlags,
  terminal: Terminal,
  work: (settings: ClientSettings) => Promise<void>,
): Promise<number> {
  const settings = await clientSettings(flags, terminal.env)
  requireApiKey(settings)
  try {
    await work(settings)
    return 0
  } catch (error) {
    throw apiFailure(error, settings)
  }
}
