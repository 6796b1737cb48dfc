import type { Workspaces } from '../../src/store/workspaces/known.ts'

/** A hub with these workspaces. */
export function workspacesOf(first: string, ...others: string[]): Workspaces {
  return { first, all: () => [first, ...others], counted: async () => undefined, reload: async () => undefined }
}
