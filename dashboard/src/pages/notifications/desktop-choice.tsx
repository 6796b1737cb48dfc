import { useEffect, useState } from 'react'
import { choose, usePreferences } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Notice } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { CheckField } from '../../ui/field.tsx'
import { desktopSupport } from './desktop.ts'

/** Notifications of the system, by choice: the browser asks only when the switch is pressed. */
export function DesktopChoice() {
  const { notifications } = useStrings()
  const t = notifications.desktop
  const { desktop } = usePreferences()
  const [support, setSupport] = useState(desktopSupport)
  const [refused, setRefused] = useState(false)

  // It may be changed in the browser's settings in the meantime.
  useEffect(() => {
    const look = () => setSupport(desktopSupport())
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [])

  const change = async (wanted: boolean) => {
    setRefused(false)
    if (!wanted) return choose({ desktop: false })
    const answer = await Notification.requestPermission()
    setSupport(desktopSupport())
    setRefused(answer === 'default')
    choose({ desktop: answer === 'granted' })
  }
  const possible = support === 'granted' || support === 'default'
  return (
    <Card title={t.title}>
      <CheckField
        look="switch"
        label={t.label}
        hint={support === 'default' ? `${t.hint} ${t.ask}` : t.hint}
        checked={desktop && support === 'granted'}
        disabled={!possible}
        onChange={(event) => void change(event.target.checked)}
      />
      <div role="status" className="mt-1 empty:hidden">
        {!possible && <Notice tone={support === 'denied' ? 'warn' : 'neutral'}>{t[support]}</Notice>}
        {refused && possible && <Notice tone="info">{t.notNow}</Notice>}
      </div>
    </Card>
  )
}
