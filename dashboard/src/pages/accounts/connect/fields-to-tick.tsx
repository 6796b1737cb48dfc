import type { Platform } from '@hubbub/sdk'
import { useStrings } from '../../../strings/index.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { CopyButton } from '../../../ui/copy.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Names } from '../parts.tsx'

type Fields = Platform['fields']

/** The webhook fields to switch on, to be copied, and what each of all brings. */
export function FieldsToTick({ fields }: { fields: Fields }) {
  const { console: t } = useStrings().accounts.guide
  const wanted = fields.filter((field) => field.default).map(({ name }) => name)
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-sm">{t.fields}</h3>
        <CopyButton label={t.copyFields} text={wanted.join(', ')} />
      </div>
      <Names names={wanted} />
      <Fold title={t.whatFields}>
        <table className="w-full text-sm">
          <thead className="text-left text-muted text-xs max-sm:sr-only">
            <tr>
              <th className="px-4 py-2 font-medium">{t.field}</th>
              <th className="px-4 py-2 font-medium">{t.brings}</th>
              <th className="px-4 py-2 font-medium">{t.tick}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr
                key={field.name}
                className="border-line border-t max-sm:grid max-sm:gap-0.5 max-sm:px-4 max-sm:py-2.5"
              >
                <td className="sm:px-4 sm:py-2">
                  <code className="text-xs wrap-anywhere">{field.name}</code>
                </td>
                <td className="sm:px-4 sm:py-2">{field.description}</td>
                <td className="sm:px-4 sm:py-2">
                  <Badge tone={field.default ? 'ok' : 'neutral'}>{field.default ? t.ticked : t.optional}</Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </div>
  )
}
