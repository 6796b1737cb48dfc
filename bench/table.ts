import type { Measured, RowResult } from './row.ts'

const HEADINGS = ['', 'target', 'own PostgreSQL', 'given PostgreSQL', 'ceiling', 'cores taken by others']

/** The results as a Markdown table with aligned columns; what falls short is marked. */
export function formatTable(results: readonly RowResult[]): string {
  const lines = results.map(({ row, measured, ceiling, others }) => [
    row,
    measured.own?.target ?? measured.given?.target ?? '–',
    verdict(measured.own),
    verdict(measured.given),
    ceiling ?? '–',
    others === undefined || Number.isNaN(others) ? '–' : others.toFixed(2),
  ])
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, 3, ...lines.map((line) => line[column]?.length ?? 0)),
  )
  const format = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [format(HEADINGS), rule, ...lines.map(format)].join('\n')
}

function verdict(measured: Measured | undefined): string {
  if (!measured) return '–'
  return `${measured.value} ${measured.pass ? 'pass' : 'SHORT'}`
}

/** `12.3k/s`, `850/s`. */
export function perSecond(rate: number): string {
  return rate >= 1000 ? `${(rate / 1000).toFixed(1)}k/s` : `${rate.toFixed(0)}/s`
}
