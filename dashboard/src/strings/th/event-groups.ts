/** Names of the groups that types of event are shown in; those pages share them. */
export const eventGroups = {
  messages: 'ข้อความ',
  comments: 'ความคิดเห็น',
  mentions: 'การกล่าวถึง',
  content: 'เนื้อหา',
  reviews: 'รีวิว',
  people: 'บุคคล',
  accounts: 'บัญชี',
  publishing: 'การเผยแพร่',
  listening: 'การติดตามกระแส',
  analytics: 'สถิติ',
  hub: 'ตัวฮับเอง',
}
