import { type Language, usePreferences } from './preferences.ts'

/** How numbers, times and sizes are written in a language. */
export interface Format {
  number(value: number): string
  /** 1234 → 1.2K. */
  compact(value: number): string
  /** 0.985 → 98.5 %. */
  percent(share: number): string
  /** Of milliseconds: 12 ms, 1.2 s, 3 min. */
  duration(ms: number): string
  bytes(count: number): string
  /** Local, to the second. */
  dateTime(at: Date): string
  time(at: Date): string
  date(at: Date): string
  /** To the minute. */
  clock(at: Date): string
  /** Day and month. */
  day(at: Date): string
  /** From when until when; whole days without the time. */
  span(from: Date, to: Date): string
  /** Of the day, 0 to 24. */
  hour(index: number): string
  /** Short; 0 is Sunday. */
  weekday(index: number): string
  utc(at: Date): string
  /** 3 minutes ago. */
  ago(at: Date, now?: number): string
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', th: 'th-TH-u-ca-gregory-nu-latn' }
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]
const HALF_DAY_MS = 43_200_000
/** A Sunday. */
const SUNDAY = Date.UTC(2024, 0, 7, 12)

function createFormat(language: Language): Format {
  const locale = LOCALES[language]
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const span = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const units = new Map<string, Intl.NumberFormat>()
  const unit = (value: number, name: string, digits = 1) => {
    const key = `${name}${digits}`
    let format = units.get(key)
    if (!format) {
      // The short word for a second is spoken Thai.
      const unitDisplay = language === 'th' && name === 'second' ? 'long' : 'short'
      format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits })
      units.set(key, format)
    }
    return format.format(value)
  }

  return {
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => percent.format(share),
    duration(ms) {
      if (ms < 1000) return unit(ms, 'millisecond', ms < 10 ? 1 : 0)
      if (ms < 60_000) return unit(ms / 1000, 'second')
      if (ms < 3_600_000) return unit(ms / 60_000, 'minute')
      if (ms < 172_800_000) return unit(ms / 3_600_000, 'hour')
      return unit(ms / 86_400_000, 'day')
    },
    bytes(count) {
      if (count < 1000) return unit(count, 'byte', 0)
      if (count < 1_000_000) return unit(count / 1000, 'kilobyte')
      if (count < 1_000_000_000) return unit(count / 1_000_000, 'megabyte')
      return unit(count / 1_000_000_000, 'gigabyte')
    },
    dateTime: (at) => dateTime.format(at),
    time: (at) => time.format(at),
    date: (at) => date.format(at),
    clock: (at) => clock.format(at),
    day: (at) => day.format(at),
    span: (from, to) => (to.getTime() - from.getTime() > HALF_DAY_MS ? date.format(from) : span.formatRange(from, to)),
    hour: (index) => `${String(index).padStart(2, '0')}:00`,
    weekday: (index) => weekday.format(SUNDAY + index * 86_400_000),
    utc: (at) =>
      at
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ''),
    ago(at, now = Date.now()) {
      const seconds = Math.round((at.getTime() - now) / 1000)
      const [name, length] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1]
      return relative.format(Math.trunc(seconds / length), name)
    },
  }
}

/** Making one takes a millisecond, and every line of a list asks for it. */
const formats = new Map<Language, Format>()

export function useFormat(): Format {
  const { language } = usePreferences()
  const format = formats.get(language) ?? createFormat(language)
  formats.set(language, format)
  return format
}
