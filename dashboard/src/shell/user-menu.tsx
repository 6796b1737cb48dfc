import { useState } from 'react'
import { useSession, useSessionControl } from '../api/session.tsx'
import { choose, type Language, type Theme, usePreferences } from '../lib/preferences.ts'
import { useAction } from '../lib/use-action.ts'
import { LANGUAGES, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { WorkspaceSwitch } from './workspace-switch.tsx'

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

/** Who is signed in, and what is theirs to choose. */
export function UserMenu() {
  const session = useSession()
  const t = useStrings()
  const [open, setOpen] = useState(false)
  if (!session) return null
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-lg px-3 text-left text-sm hover:bg-sunken"
      >
        <Icon name="key" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{session.keyName}</span>
          <span className="block truncate text-muted text-xs">{t.shell.roles[session.role]}</span>
        </span>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t.shell.signedInAs(session.keyName)}>
        <UserPanel />
      </Dialog>
    </>
  )
}

/** How the dashboard looks in this browser. */
export function Appearance() {
  const t = useStrings()
  const { theme, language } = usePreferences()
  return (
    <>
      <SelectField
        label={t.shell.theme}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t.shell.themes[value] }))}
        onChange={(event) => choose({ theme: event.target.value as Theme })}
      />
      <SelectField
        label={t.shell.language}
        value={language}
        options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        onChange={(event) => choose({ language: event.target.value as Language })}
      />
    </>
  )
}

/** Workspace, theme, language, documentation, signing out. */
export function UserPanel() {
  const t = useStrings()
  const { signOut } = useSessionControl()
  const leave = useAction({ run: signOut })
  return (
    <div className="grid gap-4">
      <WorkspaceSwitch />
      <Appearance />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <a
          href="/docs"
          target="_blank"
          rel="noreferrer"
          className="flex min-h-11 items-center gap-2 text-accent text-sm"
        >
          {t.shell.documentation}
          <Icon name="external" size={14} />
          <span className="sr-only">({t.common.openInNewTab})</span>
        </a>
        <Button icon="signOut" busy={leave.isPending} onClick={() => leave.mutate(undefined)}>
          {t.shell.signOut}
        </Button>
      </div>
    </div>
  )
}
