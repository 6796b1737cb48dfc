import { type ReactNode, useState } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { Code } from '../../../ui/code.tsx'
import { ShownOnce } from '../../../ui/shown-once.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { SNIPPET_NAMES, SNIPPETS } from './snippets.ts'

/** A secret that is shown this once; closing asks unless it was copied. */
export function SecretDialog({
  title,
  secret,
  note,
  onClose,
}: {
  title: string
  secret: string
  note?: ReactNode
  onClose: () => void
}) {
  const { secret: t } = useStrings().webhooks
  const [snippet, setSnippet] = useState<(typeof SNIPPET_NAMES)[number]>('sdk')
  const notice = (
    <>
      <p>{t.once}</p>
      <p>{t.lost}</p>
    </>
  )
  return (
    <ShownOnce wide title={title} label={t.label} value={secret} notice={notice} lost={t.notCopied} onClose={onClose}>
      {note && <div className="text-sm">{note}</div>}
      <div className="grid gap-2">
        <p className="text-sm">{t.use}</p>
        <Tabs
          label={t.snippetTabs}
          tabs={SNIPPET_NAMES.map((id) => ({ id, label: t.snippets[id] }))}
          selected={snippet}
          onSelect={setSnippet}
        >
          <Code label={t.snippets[snippet]} value={SNIPPETS[snippet]} />
        </Tabs>
      </div>
    </ShownOnce>
  )
}
