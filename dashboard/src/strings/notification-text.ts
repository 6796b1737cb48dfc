import type { Notification } from '@hubbub/sdk'

/** How a kind of notification is told. */
export interface NotificationText {
  /** Of the kind. */
  readonly name: string
  /** What happened; `who` is the account, the address or the subject. */
  readonly title: (who: string) => string
  /** What it means and what to do. */
  readonly meaning: string
}

export type NotificationTexts = Readonly<Record<Notification['type'], NotificationText>>
