import { Type } from 'typebox'
import { count, flag, id, number, oneOf, optional, shape, text } from './common.ts'

/** What an attachment is, the same word on every platform. */
export const ATTACHMENT_TYPES = [
  'image',
  'video',
  'audio',
  'file',
  'sticker',
  'location',
  'contact',
  'share',
  'link',
  'post',
  'reel',
  'story',
  'story_mention',
  'template',
  'product',
  'ephemeral',
  'unsupported',
  'other',
] as const

export type AttachmentType = (typeof ATTACHMENT_TYPES)[number]

const contact = shape(
  {
    name: optional(text('Full name.')),
    organization: optional(text('Company.')),
    phones: optional(
      Type.Array(
        shape({
          number: text('Telephone number.'),
          type: optional(text('e.g. `CELL`.')),
          platformId: optional(id("The platform's id behind the number.")),
        }),
      ),
    ),
    emails: optional(Type.Array(Type.String())),
    addresses: optional(Type.Array(Type.String(), { description: 'Postal addresses, each in one line.' })),
    urls: optional(Type.Array(Type.String())),
    birthday: optional(text('YYYY-MM-DD.')),
  },
  'A shared contact card.',
  'ContactCard',
)

export const attachment = shape(
  {
    type: oneOf(ATTACHMENT_TYPES, 'What it is.'),
    platformType: optional(text("The platform's own word, where `type` is `other`.")),
    id: optional(id('Id with which the platform hands out the file.')),
    url: optional(text('Address of the file or page; most of them expire.')),
    previewUrl: optional(text('Address of a smaller picture.')),
    mimeType: optional(text('e.g. `image/jpeg`.')),
    fileName: optional(text('Name of the file.')),
    size: optional(count('Bytes.')),
    durationMs: optional(count('Length of audio or video, in milliseconds.')),
    sha256: optional(text('Hash of the file, as the platform gives it.')),
    title: optional(text('Title or caption.')),
    mediaId: optional(id('The post, reel or story that is shared.')),
    album: optional(
      shape(
        {
          id: id('The same for all of them.'),
          index: optional(count('Its place, from 1.')),
          total: optional(count('How many there are.')),
        },
        'Pictures sent together, each in a message of its own.',
      ),
    ),
    voice: optional(flag('A voice message.')),
    stickerId: optional(id('The sticker.')),
    packageId: optional(id('The package of the sticker.')),
    animated: optional(flag('An animated sticker.')),
    keywords: optional(Type.Array(Type.String(), { description: 'What the sticker means.' })),
    latitude: optional(number('Degrees north.')),
    longitude: optional(number('Degrees east.')),
    address: optional(text('Postal address of a location.')),
    contact: optional(contact),
    templateType: optional(text('e.g. `generic`, `button`.')),
    elements: optional(Type.Array(Type.Unknown(), { description: "A template's elements, as the platform has them." })),
    buttons: optional(Type.Array(Type.Unknown(), { description: "A template's buttons, as the platform has them." })),
  },
  'A file, place, card or shared thing.',
  'Attachment',
)

export const attachments = Type.Array(attachment, { description: 'In the order of the message; [] when it has none.' })
