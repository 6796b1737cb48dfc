import { type ReactNode, useState } from 'react'
import { useStrings } from '../../../strings/index.tsx'
import { Notice } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Code } from '../../../ui/code.tsx'
import { CopyField } from '../../../ui/copy.tsx'
import { Confirm, Dialog } from '../../../ui/dialog.tsx'
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
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  const [snippet, setSnippet] = useState<(typeof SNIPPET_NAMES)[number]>('sdk')
  return (
    <>
      <Dialog
        open
        wide
        title={title}
        onClose={() => (copied ? onClose() : setAsking(true))}
        footer={
          <Button kind="primary" onClick={() => (copied ? onClose() : setAsking(true))}>
            {t.done}
          </Button>
        }
      >
        <Notice tone="warn">
          <p>{t.once}</p>
          <p>{t.lost}</p>
        </Notice>
        {/* Whoever copies it by hand has copied it too. */}
        <div onCopy={() => setCopied(true)}>
          <CopyField label={t.label} value={secret} onCopied={() => setCopied(true)} />
        </div>
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
      </Dialog>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={onClose}
        title={t.notCopied.title}
        action={t.notCopied.action}
      >
        <p>{t.notCopied.detail}</p>
      </Confirm>
    </>
  )
}
