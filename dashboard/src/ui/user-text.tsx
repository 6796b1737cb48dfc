import { useState } from 'react'
import { useFormat } from '../lib/format.ts'
import { shorten, withVisibleControls } from '../lib/hostile-text.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from './button.tsx'

/** Characters that may be too many for the screen. */
const SCROLLS_FROM = 800

/**
 * Text that somebody outside wrote: kept apart from the text around it, whatever its direction, and broken anywhere.
 * What is longer than `limit` characters is cut; unless it is one line, the rest can be asked for.
 */
export function UserText({ text, limit = 2000, line = false }: { text: string; limit?: number; line?: boolean }) {
  const t = useStrings()
  const format = useFormat()
  const [whole, setWhole] = useState(false)
  const shown = whole ? text : shorten(text, limit)
  if (line) return <bdi className="block truncate">{withVisibleControls(shown).replaceAll(/\s+/g, ' ')}</bdi>
  return (
    <>
      <bdi
        // What scrolls must be reachable by keyboard.
        tabIndex={shown.length > SCROLLS_FROM ? 0 : undefined}
        className="block max-h-[70vh] overflow-y-auto whitespace-pre-wrap wrap-anywhere"
      >
        {withVisibleControls(shown)}
      </bdi>
      {shorten(text, limit) !== text && (
        <Button kind="ghost" onClick={() => setWhole(!whole)}>
          {whole ? t.common.showLess : t.common.showAll(format.bytes(new Blob([text]).size))}
        </Button>
      )}
    </>
  )
}
