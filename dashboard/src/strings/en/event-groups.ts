/** Names of the groups that types of event are shown in; those pages share them. */
export const eventGroups = {
  messages: 'Messages',
  comments: 'Comments',
  mentions: 'Mentions',
  content: 'Content',
  reviews: 'Reviews',
  people: 'People',
  accounts: 'Accounts',
  publishing: 'Publishing',
  listening: 'Listening',
  analytics: 'Analytics',
  hub: 'The hub itself',
}
