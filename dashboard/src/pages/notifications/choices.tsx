import { choose, usePreferences } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Card } from '../../ui/card.tsx'
import { CheckField } from '../../ui/field.tsx'
import { useKinds } from './kinds.ts'

/** Which kinds pop up and count as new. */
export function Choices() {
  const { notifications: t } = useStrings()
  const { muted } = usePreferences()
  const kinds = useKinds()
  return (
    <Card title={t.choices}>
      <p className="mb-1 text-muted text-sm">{t.choicesIntro}</p>
      {kinds.map((kind) => (
        <CheckField
          key={kind}
          look="switch"
          label={t.types[kind].name}
          checked={!muted.includes(kind)}
          onChange={(event) => {
            const others = muted.filter((each) => each !== kind)
            choose({ muted: event.target.checked ? others : [...others, kind] })
          }}
        />
      ))}
    </Card>
  )
}
