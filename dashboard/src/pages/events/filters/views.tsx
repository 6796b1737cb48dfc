import { useState } from 'react'
import { cx } from '../../../lib/cx.ts'
import { shorten, withVisibleControls } from '../../../lib/hostile-text.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Confirm, Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/field.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { searchOf } from './filters.ts'
import { deleteView, saveView, useSavedViews, type View } from './saved-views.ts'
import type { FilterControl } from './use-filters.ts'

const NAME_CHARS = 40

/** Filters that are needed often, one press away; one's own can be added. */
export function Views({ control }: { control: FilterControl }) {
  const t = useStrings().events.views
  const saved = useSavedViews()
  const show = useToast()
  const [saving, setSaving] = useState(false)
  const [deleting, setDeleting] = useState<string>()
  const fixed: readonly View[] = [
    { name: t.all, filters: {} },
    { name: t.failed, filters: { status: 'failed' } },
    { name: t.unhandled, filters: { type: 'event.unhandled' } },
    { name: t.unprocessed, filters: { processed: 'false' } },
  ]
  const here = searchOf(control.filters)
  const isHere = (view: View) => searchOf(view.filters) === here
  const own = saved.find(isHere)
  return (
    <nav aria-label={t.label} className="flex min-w-0 items-center gap-1 overflow-x-auto">
      {[...fixed, ...saved].map((view) => (
        <button
          key={`${view.name} ${searchOf(view.filters)}`}
          type="button"
          aria-current={isHere(view) ? 'true' : undefined}
          onClick={() => control.set(view.filters)}
          className={cx(
            'flex min-h-11 min-w-11 max-w-48 shrink-0 cursor-pointer items-center justify-center rounded-lg px-3 text-sm -outline-offset-2 md:min-h-8',
            isHere(view)
              ? 'bg-accent-soft font-medium text-accent-strong'
              : 'text-muted hover:bg-sunken hover:text-ink',
          )}
        >
          <bdi className="truncate">{withVisibleControls(view.name)}</bdi>
        </button>
      ))}
      {own && <IconButton icon="trash" label={t.delete} onClick={() => setDeleting(own.name)} className="shrink-0" />}
      {here !== '' && ![...fixed, ...saved].some(isHere) && (
        <Button kind="ghost" icon="plus" onClick={() => setSaving(true)} className="shrink-0 md:min-h-8">
          {t.save}
        </Button>
      )}
      <SaveDialog
        open={saving}
        taken={[...fixed, ...saved].map(({ name }) => name)}
        onClose={() => setSaving(false)}
        onSave={(name) => {
          saveView({ name, filters: control.filters })
          setSaving(false)
          show({ tone: 'ok', title: t.saved(name) })
        }}
      />
      <Confirm
        open={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        onConfirm={() => {
          if (deleting === undefined) return
          deleteView(deleting)
          show({ tone: 'ok', title: t.deleted(deleting) })
          setDeleting(undefined)
        }}
        title={t.deleteTitle(shorten(deleting ?? '', NAME_CHARS))}
        action={t.delete}
      >
        {t.deleteDetail}
      </Confirm>
    </nav>
  )
}

interface SaveProps {
  readonly open: boolean
  readonly taken: readonly string[]
  readonly onClose: () => void
  readonly onSave: (name: string) => void
}

function SaveDialog({ open, ...props }: SaveProps) {
  return open ? <SaveForm {...props} /> : null
}

function SaveForm({ taken, onClose, onSave }: Omit<SaveProps, 'open'>) {
  const { common, events } = useStrings()
  const t = events.views
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const trimmed = name.trim()
  const isTaken = taken.includes(trimmed)
  const save = () => {
    setTried(true)
    if (trimmed !== '' && !isTaken) onSave(trimmed)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.saveTitle}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" onClick={save}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextField
          label={t.name}
          hint={t.saveHint}
          required
          maxLength={NAME_CHARS}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={isTaken ? t.nameTaken : tried && trimmed === '' ? common.required : undefined}
        />
      </form>
    </Dialog>
  )
}
