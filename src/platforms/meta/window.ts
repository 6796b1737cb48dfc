import type { MessagingWindow } from '../messaging.ts'

/** Of Instagram and Messenger: a day for everybody, a week for people who answer by hand (the human agent tag). */
export const META_WINDOW: MessagingWindow = { hours: 24, humanAgentHours: 7 * 24 }
