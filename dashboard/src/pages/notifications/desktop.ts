/** Whether the system's notifications can be had in this browser. */
export type DesktopSupport = 'granted' | 'default' | 'denied' | 'insecure' | 'unsupported'

export function desktopSupport(): DesktopSupport {
  if (!isSecureContext) return 'insecure'
  return 'Notification' in globalThis ? Notification.permission : 'unsupported'
}

/** Shows one in the system while nobody looks at the page; `tag` keeps several tabs from showing it twice. */
export function showOnDesktop({ title, body, tag, onClick }: DesktopNotification): void {
  if (!document.hidden || desktopSupport() !== 'granted') return
  try {
    const shown = new Notification(title, { body, tag, icon: '/hubbub.svg', lang: document.documentElement.lang })
    shown.onclick = () => {
      window.focus()
      shown.close()
      onClick()
    }
  } catch {
    // Browsers on Android leave them to service workers: the toast is there when the page is looked at again.
  }
}

export interface DesktopNotification {
  readonly title: string
  readonly body: string
  readonly tag: string
  onClick(): void
}
