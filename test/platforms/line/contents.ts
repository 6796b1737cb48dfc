import type { MessageContent } from '../../../src/platforms/line/render.ts'

const url = 'https://example.com/a.jpg'

/** Everything that LINE takes, in each of the shapes it is rendered to. */
export const CONTENTS: Readonly<Record<string, MessageContent>> = {
  text: { type: 'text', text: 'Your order is on its way 🚚' },
  image: { type: 'image', url },
  imageWithPreview: { type: 'image', url, previewUrl: 'https://example.com/small.jpg' },
  video: { type: 'video', url: 'https://example.com/a.mp4', previewUrl: url },
  audio: { type: 'audio', url: 'https://example.com/a.m4a', durationMs: 61_000 },
  sticker: { type: 'sticker', packageId: '446', stickerId: '1988' },
  location: { type: 'location', latitude: 35.68, longitude: 139.76, name: 'Shop', address: '1-1 Marunouchi, Tokyo' },
  bareLocation: { type: 'location', latitude: -33.86, longitude: 151.21 },
  quickReplies: {
    type: 'quick_replies',
    text: 'Which size?',
    replies: [
      { title: 'Small', payload: 'size=s' },
      { title: 'Large', payload: 'size=l', imageUrl: 'https://example.com/l.png' },
    ],
  },
  buttons: {
    type: 'buttons',
    text: 'What next?',
    header: 'Order 1042',
    buttons: [
      { type: 'reply', title: 'Cancel', payload: 'cancel=1042' },
      { type: 'url', title: 'Track', url: 'https://example.com/track?id=1042' },
      { type: 'call', title: 'Call us', phone: '+81 3-1234-5678' },
    ],
  },
  confirm: {
    type: 'buttons',
    text: 'x'.repeat(200),
    buttons: [
      { type: 'reply', title: 'Yes', payload: 'y' },
      { type: 'reply', title: 'No', payload: 'n' },
    ],
  },
  longButtons: {
    type: 'buttons',
    text: 'x'.repeat(2000),
    header: 'Terms',
    footer: 'Valid until Friday',
    buttons: [{ type: 'reply', title: 'I have read it and I agree', payload: 'agreed' }],
  },
  list: {
    type: 'list',
    header: 'Menu',
    text: 'Choose a dish',
    footer: 'Served until ten',
    buttonText: 'Open',
    sections: [
      { title: 'Noodles', rows: [{ id: 'dish=1', title: 'Soba', description: 'Cold, with a dip' }] },
      { rows: [{ id: 'dish=2', title: 'Rice' }] },
    ],
  },
  carousel: {
    type: 'carousel',
    altText: 'Two offers',
    elements: ['Tea', 'Coffee'].map((title) => ({
      title,
      subtitle: 'Freshly made',
      imageUrl: url,
      url: 'https://example.com/offer',
      buttons: [{ type: 'reply', title: 'Order', payload: `order=${title}` }],
    })),
  },
  unevenCarousel: {
    type: 'carousel',
    elements: [
      { title: 'Tea', imageUrl: url, url: 'https://example.com/tea' },
      { title: 'Coffee', subtitle: 'x'.repeat(300), buttons: [{ type: 'reply', title: 'Order', payload: 'coffee' }] },
    ],
  },
  raw: {
    type: 'native',
    message: {
      type: 'imagemap',
      baseUrl: 'https://example.com/map',
      altText: 'A map',
      baseSize: { width: 1040, height: 520 },
      actions: [
        { type: 'uri', linkUri: 'https://example.com/left', area: { x: 0, y: 0, width: 520, height: 520 } },
        { type: 'message', text: 'right', area: { x: 520, y: 0, width: 520, height: 520 } },
      ],
    },
  },
}
