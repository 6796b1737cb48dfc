import { useMayChange } from '../../api/session.tsx'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'

/** Below the fields of a setting: saves them, or takes back what was saved. */
export function SaveRow({
  dirty,
  busy,
  onReset,
}: {
  dirty: boolean
  busy: boolean
  /** Absent where nothing was saved. */
  onReset?: (() => void) | undefined
}) {
  const { settings, common } = useStrings()
  const mayChange = useMayChange()
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        type="submit"
        kind="primary"
        busy={busy}
        disabled={!mayChange}
        title={mayChange ? undefined : common.readOnly}
        aria-disabled={!dirty}
        onClick={(event) => dirty || event.preventDefault()}
      >
        {common.save}
      </Button>
      {onReset && (
        <Button disabled={!mayChange || busy} onClick={onReset}>
          {settings.reset}
        </Button>
      )}
    </div>
  )
}
