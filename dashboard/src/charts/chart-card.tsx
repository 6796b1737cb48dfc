import { type ReactNode, useState } from 'react'
import { useStrings } from '../strings/index.tsx'
import { IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'

/** The numbers behind a chart; the first column names the row. */
export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[]
}

/** A chart under its heading, and its numbers as a table when that is wanted. */
export function ChartCard({
  title,
  note,
  controls,
  table,
  empty,
  pending = false,
  children,
}: {
  title: string
  note?: ReactNode
  /** What is chosen about the chart. */
  controls?: ReactNode
  table: ChartTable
  /** In place of a chart that has nothing to show. */
  empty?: ReactNode
  /** A grey block of about the chart's height stands for it. */
  pending?: boolean
  children: ReactNode
}) {
  const t = useStrings()
  const [asTable, setAsTable] = useState(false)
  return (
    <Card
      title={title}
      actions={
        <IconButton
          icon={asTable ? 'chart' : 'table'}
          label={`${asTable ? t.common.asChart : t.common.asTable}: ${title}`}
          disabled={pending}
          onClick={() => setAsTable(!asTable)}
        />
      }
    >
      {note && <p className="-mt-1 mb-2 text-muted text-sm">{note}</p>}
      {controls && <div className="mb-3">{controls}</div>}
      {pending ? (
        <div className="h-56 animate-pulse rounded-lg bg-sunken" />
      ) : asTable ? (
        <DataTable title={title} table={table} />
      ) : (
        (empty ?? children)
      )}
    </Card>
  )
}

function DataTable({ title, table }: { title: string; table: ChartTable }) {
  const { columns, rows } = table
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section tabIndex={0} aria-label={title} className="max-h-80 overflow-auto rounded-lg border border-line">
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`sticky top-0 bg-sunken px-3 py-2 font-medium ${index === 0 ? 'text-left' : 'text-right'}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells: [name, ...values] }) => (
            <tr key={id} className="border-line border-t">
              <th scope="row" className="px-3 py-1.5 text-left font-normal wrap-anywhere">
                {name}
              </th>
              {values.map((value, index) => (
                <td key={columns[index + 1]} className="px-3 py-1.5 text-right">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
