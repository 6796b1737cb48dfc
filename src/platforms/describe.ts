import type { TSchema } from 'typebox'
import { record } from './json.ts'
import type { Platform } from './platform.ts'
import type { Language } from './texts.ts'

/** The texts of a platform in a language, ready to be shown: every field, sample and member of the credentials has one. */
export function describePlatform({ texts, settings, webhook }: Platform, language: Language) {
  const { summary, console, credentials, fields, samples, tokens, reasons } = texts[language]
  return {
    summary,
    console: { ...console, steps: [...console.steps] },
    tokens: { ...tokens },
    credentials: titled(settings.credentials, credentials),
    fields: webhook.fields.map((field) => ({ ...field, description: fields[field.name] ?? '' })),
    samples: webhook.samples.map((kind) => ({ kind, description: samples[kind] ?? '' })),
    reasons: { ...reasons },
  }
}

/** The JSON Schema of credentials, with a label as the title of each member. */
function titled(schema: TSchema, texts: Readonly<Record<string, { label: string; hint?: string }>>) {
  const properties = Object.entries(record(record(schema)?.properties) ?? {}).map(([name, member]) => {
    const { label, hint } = texts[name] ?? { label: name }
    return [name, { ...record(member), title: label, ...(hint !== undefined && { description: hint }) }]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}
