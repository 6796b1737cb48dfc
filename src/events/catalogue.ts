export type EventType = string
