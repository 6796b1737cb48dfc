import { type Static, Type } from 'typebox'

export const EventTypeSchema = Type.Object(
  {
    type: Type.String({ examples: ['message.received'] }),
    group: Type.String({ examples: ['messages'] }),
    description: Type.String(),
    platforms: Type.Array(Type.String(), {
      description: 'Where it comes from; `hub`: the hub itself. Empty: nothing makes it yet.',
    }),
    sample: Type.Record(Type.String(), Type.Unknown(), { description: 'A delivery of it in the format `standard`.' }),
  },
  { title: 'EventType' },
)
export type EventTypeBody = Static<typeof EventTypeSchema>

export const EventTypeSamples = Type.Object(
  { standard: Type.String(), flat: Type.String(), cloudevents: Type.String(), raw: Type.String() },
  { title: 'EventTypeSamples', description: 'The bodies of a made-up delivery, as they would be sent.' },
)
