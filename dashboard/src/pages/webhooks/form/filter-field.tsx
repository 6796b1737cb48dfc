import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field.tsx'
import { usePlatformList } from '../../../ui/platform.tsx'
import { BODY_MEMBERS, OPERATORS } from './filter.ts'

const examples = (platforms: readonly string[]) => ({
  dm: { data: { type: 'dm' } },
  text: { data: { content: { $contains: 'order' } } },
  platforms: { account: { platform: { $in: platforms } } },
  other: { $not: { data: { sender: { id: '5550001' } } } },
})
const NAMES = ['dm', 'text', 'platforms', 'other'] as const

/** A condition on the delivered body, with how it is written. */
export function FilterField({
  value,
  error,
  onChange,
}: {
  value: string
  error: string | undefined
  onChange: (text: string) => void
}) {
  const { form: t } = useStrings().webhooks
  const shown = examples(
    usePlatformList()
      .slice(0, 2)
      .map(({ id }) => id),
  )
  return (
    <div className="grid gap-1">
      <TextArea
        label={t.filter}
        value={value}
        rows={value === '' ? 2 : Math.min(14, value.split('\n').length + 1)}
        spellCheck={false}
        autoCapitalize="none"
        hint={t.filterHint}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
      <details>
        <summary className="flex min-h-11 w-fit cursor-pointer items-center rounded-lg px-2 text-accent-strong text-sm hover:bg-sunken md:min-h-9">
          {t.filterHelp}
        </summary>
        <div className="grid gap-3 px-2 py-2 text-sm">
          <ul className="grid list-disc gap-1 pl-5">
            {t.filterRules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
          <Names label={t.filterMembers} names={BODY_MEMBERS} />
          <Names label={t.filterOperators} names={OPERATORS} />
          <p className="font-medium">{t.filterExamples}</p>
          <ul className="grid gap-2">
            {NAMES.map((name) => (
              <li
                key={name}
                className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-sunken px-3 py-2"
              >
                <div className="min-w-0">
                  <p>{t.examples[name]}</p>
                  <code className="text-xs wrap-anywhere">{JSON.stringify(shown[name])}</code>
                </div>
                <Button
                  aria-label={`${t.filterUse}: ${t.examples[name]}`}
                  onClick={() => onChange(JSON.stringify(shown[name], null, 2))}
                >
                  {t.filterUse}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      </details>
    </div>
  )
}

function Names({ label, names }: { label: string; names: readonly string[] }) {
  return (
    <p className="flex flex-wrap items-center gap-1">
      {label}:
      {names.map((name) => (
        <code key={name} className="rounded bg-sunken px-1.5 py-0.5 text-xs">
          {name}
        </code>
      ))}
    </p>
  )
}
