import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'
import { type Followed, follow } from '../store/followed.ts'
import { deleteSettings, readSettings, writeSettings } from '../store/settings/settings.ts'

export const ALERT_KINDS = ['webhookFailing', 'webhookDisabled', 'accountDisconnected'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** Settings that can be changed while the hub runs. */
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
  current(): Settings
  sources(): Readonly<Record<keyof Settings, SettingSource>>
  /** Reads the store again. */
  reload(): Promise<void>
  /** Saves a change, and notifies the other processes. */
  save(change: SettingsChange): Promise<void>
  /** Takes over what other processes save, within seconds. */
  follow(): Promise<void>
  close(): void
}

const CHANNEL = 'hubbub_settings'

/** Settings: those that were saved, else those of the environment. */
export function createHubSettings(
  database: Database,
  workspaceId: string,
  config: Pick<Config, 'retentionDays' | 'alertEmails' | 'given'>,
  log: Logger,
): HubSettings {
  const fallback: Settings = {
    retentionDays: config.retentionDays,
    alertEmails: config.alertEmails,
    alerts: { webhookFailing: true, webhookDisabled: true, accountDisconnected: true },
  }
  let saved: Partial<Settings> = {}
  let followed: Followed | undefined

  const read = () => readSettings(database, workspaceId)
  const take = (values: Partial<Settings>) => {
    saved = values
  }
  const sourceOf = (name: keyof Settings, variable?: string): SettingSource => {
    if (saved[name] !== undefined) return 'saved'
    return variable !== undefined && config.given.has(variable) ? 'environment' : 'default'
  }

  return {
    current: () => ({ ...fallback, ...saved, alerts: { ...fallback.alerts, ...saved.alerts } }),
    sources: () => ({
      retentionDays: sourceOf('retentionDays', 'RETENTION_DAYS'),
      alertEmails: sourceOf('alertEmails', 'ALERT_EMAIL'),
      alerts: sourceOf('alerts'),
    }),
    reload: async () => (followed ? await followed.reload() : take(await read())),
    async save(change) {
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
