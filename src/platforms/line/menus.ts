import type { Content } from '../checks.ts'
import { bold, bubble, flex, plain, quiet, stack } from './flex.ts'
import { MAX } from './limits.ts'
import type { Bubble, Column, Component, LineMessage } from './messages.ts'
import { actionOf, opens, postback } from './tap-actions.ts'
import { fetched, graphemes, shortened } from './text.ts'

type Element = Content<'carousel'>['elements'][number]

/** Buttons as a template where they fit one, else as a flex message, which takes longer texts and a footer. */
export function buttons(content: Content<'buttons'>): LineMessage {
  const { text, header, footer } = content
  const altText = shortened(header === undefined ? text : `${header}: ${text}`, MAX.altText)
  const short = footer === undefined && content.buttons.every(({ title }) => graphemes(title) <= MAX.templateLabel)
  const actions = content.buttons.map((button) => actionOf(button, MAX.flexLabel))
  const length = graphemes(text)
  if (short && header === undefined && length <= MAX.buttonsText)
    return { type: 'template', altText, template: { type: 'buttons', text, actions } }
  if (short && header === undefined && length <= MAX.confirmText && actions.length === 2)
    return { type: 'template', altText, template: { type: 'confirm', text, actions } }
  if (short && header !== undefined && graphemes(header) <= MAX.templateTitle && length <= MAX.buttonsTextUnderTitle)
    return { type: 'template', altText, template: { type: 'buttons', title: header, text, actions } }
  return flex(altText, [bubble({ headline: header, text, footer, actions })])
}

/** A list as a flex message: LINE has no list that opens, so all rows are shown and `buttonText` is not. */
export function listOf(content: Content<'list'>): LineMessage {
  const { text, header, footer } = content
  const components = content.sections.flatMap(({ title, rows }): Component[] => [
    { type: 'separator', margin: 'md' },
    ...(title === undefined ? [] : [quiet(title)]),
    ...rows.map(({ id, title: label, description }) => ({
      ...stack([bold(label), ...(description === undefined ? [] : [quiet(description)])]),
      margin: 'md',
      action: postback(label, id),
    })),
  ])
  return flex(header === undefined ? text : `${header}: ${text}`, [
    bubble({ headline: header, text, components, footer }),
  ])
}

/** A carousel as a template where all its columns are alike and short, else as a flex message. */
export function carousel({ altText, elements }: Content<'carousel'>): LineMessage {
  const text = shortened(altText ?? elements.map(({ title }) => title).join(', '), MAX.altText)
  for (const { imageUrl } of elements) if (imageUrl !== undefined) fetched(MAX.url, 'imageUrl', imageUrl)
  if (fitTemplate(elements))
    return { type: 'template', altText: text, template: { type: 'carousel', columns: elements.map(columnOf) } }
  const [first, ...rest] = elements.map(bubbleOf)
  return flex(text, first === undefined ? [bubble({ components: [plain(text)] })] : [first, ...rest])
}

/** LINE refuses a template whose columns differ in having an image, a title, or in how many buttons they have. */
function fitTemplate(elements: readonly Element[]): boolean {
  const shape = ({ imageUrl, subtitle, buttons: of }: Element) =>
    `${imageUrl !== undefined} ${subtitle !== undefined} ${of?.length ?? 0}`
  return new Set(elements.map(shape)).size === 1 && elements.every(fitsColumn)
}

function fitsColumn({ title, subtitle, imageUrl, buttons: of = [] }: Element): boolean {
  const text = subtitle ?? title
  const max = subtitle === undefined && imageUrl === undefined ? MAX.columnText : MAX.columnTextUnderTitle
  return (
    of.length > 0 &&
    of.every((button) => graphemes(button.title) <= MAX.templateLabel) &&
    (subtitle === undefined || graphemes(title) <= MAX.templateTitle) &&
    graphemes(text) <= max
  )
}

function columnOf(element: Element): Column {
  const { title, subtitle, imageUrl, url } = element
  return {
    ...(imageUrl === undefined ? {} : { thumbnailImageUrl: imageUrl }),
    ...(subtitle === undefined ? { text: title } : { title, text: subtitle }),
    ...(url === undefined ? {} : { defaultAction: opens(shortened(title, MAX.templateLabel), url) }),
    actions: (element.buttons ?? []).map((button) => actionOf(button, MAX.templateLabel)),
  }
}

function bubbleOf({ title, subtitle, imageUrl, url, buttons: of = [] }: Element): Bubble {
  return bubble({
    imageUrl,
    headline: title,
    text: subtitle,
    actions: of.map((button) => actionOf(button, MAX.flexLabel)),
    tap: url === undefined ? undefined : opens(shortened(title, MAX.flexLabel), url),
  })
}
