/** What pretend customers write. */
export const QUESTIONS = [
  'Hi! Do you have this in blue?',
  'Are you open on Sunday?',
  'Where is my order 1042?',
  'Great shop, thank you!',
  'Können Sie das auch nach Köln liefern?',
  'サイズはありますか？',
]
export const COMMENTS = ['How much is it?', 'Love this 😍', 'Do you ship abroad?', 'When is it back in stock?']
