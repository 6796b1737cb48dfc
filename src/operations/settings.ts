import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'
import { type Followed, follow } from '../store/followed.ts'
import { deleteSettings, readSettings, writeSettings } from '../store/settings/settings.ts'

export const ALERT_KINDS = ['webhookFailing', 'webhookDisabled', 'accountDisconnected'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** Settings of a workspace that can be changed while the hub runs. */
export interface Settings {
  /** 0: for ever. */
  readonly retentionDays: number
  readonly alertEmails: readonly string[]
  readonly alerts: Readonly<Record<AlertKind, boolean>>
}

export type SettingSource = 'saved' | 'environment' | 'default'

/** Absent: stays as it is. Null: back to the environment's value. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | null }

export interface HubSettings {
  of(workspaceId: string): Settings
  sources(workspaceId: string): Readonly<Record<keyof Settings, SettingSource>>
  /** Reads the store again. */
  reload(): Promise<void>
  /** Saves a change, and notifies the other processes. */
  save(workspaceId: string, change: SettingsChange): Promise<void>
  /** Takes over what other processes save, within seconds. */
  follow(): Promise<void>
  close(): void
}

const CHANNEL = 'hubbub_settings'

/** Settings: those that were saved, else those of the environment. Its addresses are those of the first workspace. */
export function createHubSettings(
  database: Database,
  firstWorkspaceId: string,
  config: Pick<Config, 'retentionDays' | 'alertEmails' | 'given'>,
  log: Logger,
): HubSettings {
  const fallbackOf = (workspaceId: string): Settings => ({
    retentionDays: config.retentionDays,
    alertEmails: workspaceId === firstWorkspaceId ? config.alertEmails : [],
    alerts: { webhookFailing: true, webhookDisabled: true, accountDisconnected: true },
  })
  let saved: ReadonlyMap<string, Partial<Settings>> = new Map()
  let followed: Followed | undefined

  const read = () => readSettings(database)
  const take = (values: ReadonlyMap<string, Partial<Settings>>) => {
    saved = values
  }
  const sourcesIn = (workspaceId: string) => {
    const own = saved.get(workspaceId)
    return (name: keyof Settings, variable?: string): SettingSource => {
      if (own?.[name] !== undefined) return 'saved'
      return variable !== undefined && config.given.has(variable) ? 'environment' : 'default'
    }
  }

  return {
    of(workspaceId) {
      const fallback = fallbackOf(workspaceId)
      const own = saved.get(workspaceId)
      return { ...fallback, ...own, alerts: { ...fallback.alerts, ...own?.alerts } }
    },
    sources(workspaceId) {
      const sourceOf = sourcesIn(workspaceId)
      return {
        retentionDays: sourceOf('retentionDays', 'RETENTION_DAYS'),
        alertEmails: sourceOf('alertEmails', workspaceId === firstWorkspaceId ? 'ALERT_EMAIL' : undefined),
        alerts: sourceOf('alerts'),
      }
    },
    reload: async () => (followed ? await followed.reload() : take(await read())),
    async save(workspaceId, change) {
      const entries = Object.entries(change)
      await database.transaction(async (trx) => {
        await deleteSettings(trx, workspaceId, Object.keys(change))
        await writeSettings(trx, workspaceId, Object.fromEntries(entries.filter(([, value]) => value !== null)))
      })
      if (followed) await followed.changed()
      else take(await read())
    },
    async follow() {
      followed = await follow(database, { channel: CHANNEL, what: 'settings', read, take, log })
    },
    close: () => followed?.close(),
  }
}
