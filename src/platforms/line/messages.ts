/** The messages that are rendered for LINE, as the Messaging API takes them. */
export type LineMessage =
  | TextMessage
  | { type: 'image'; originalContentUrl: string; previewImageUrl: string }
  | { type: 'video'; originalContentUrl: string; previewImageUrl: string }
  | { type: 'audio'; originalContentUrl: string; duration: number }
  | { type: 'sticker'; packageId: string; stickerId: string; quoteToken?: string }
  | { type: 'location'; title: string; address: string; latitude: number; longitude: number }
  | { type: 'template'; altText: string; template: ButtonsTemplate | ConfirmTemplate | CarouselTemplate }
  | { type: 'flex'; altText: string; contents: Bubble | { type: 'carousel'; contents: Bubble[] } }

export interface TextMessage {
  type: 'text'
  text: string
  quoteToken?: string
  quickReply?: { items: QuickReplyItem[] }
}

export interface QuickReplyItem {
  type: 'action'
  imageUrl?: string
  action: Action
}

export type Action =
  | { type: 'postback'; label: string; data: string; displayText?: string }
  | { type: 'uri'; label: string; uri: string }

export interface ButtonsTemplate {
  type: 'buttons'
  title?: string
  text: string
  actions: Action[]
}

export interface ConfirmTemplate {
  type: 'confirm'
  text: string
  actions: Action[]
}

export interface CarouselTemplate {
  type: 'carousel'
  columns: Column[]
}

export interface Column {
  thumbnailImageUrl?: string
  title?: string
  text: string
  defaultAction?: Action
  actions: Action[]
}

export interface Bubble {
  type: 'bubble'
  header?: Box
  hero?: Image
  body?: Box
  footer?: Box
}

export type Component = Box | Text | Button | { type: 'separator'; margin?: string }

export interface Box {
  type: 'box'
  layout: 'vertical'
  contents: Component[]
  margin?: string
  spacing?: string
  action?: Action
}

export interface Text {
  type: 'text'
  text: string
  wrap: true
  size?: string
  weight?: 'bold'
  color?: string
}

interface Button {
  type: 'button'
  height: 'sm'
  action: Action
}

export interface Image {
  type: 'image'
  url: string
  size: 'full'
  aspectRatio: string
  aspectMode: 'cover'
  action?: Action
}
