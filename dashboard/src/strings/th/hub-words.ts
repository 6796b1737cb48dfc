/**
 * Sentences of the hub that carry no code of their own, and what they are in Thai. `{}` stands for what the hub puts in,
 * `{1}` for the first of it.
 */
export const sentences: readonly (readonly [hub: string, thai: string])[] = [
  // Accounts.
  [
    'Its events come in, but the hub has no credentials for it and cannot answer.',
    'เหตุการณ์ของบัญชีนี้เข้ามา แต่ฮับไม่มีข้อมูลรับรองจึงตอบไม่ได้',
  ],
  ['It was disconnected.', 'บัญชีถูกตัดการเชื่อมต่อ'],
  ['Disconnected by {}.', '{1} เป็นผู้ตัดการเชื่อมต่อ'],
  ['The platform no longer takes the access token: {}', 'แพลตฟอร์มไม่รับโทเค็นการเข้าถึงนี้แล้ว: {1}'],
  ['A permission was taken away: {}', 'สิทธิ์ถูกถอนออก: {1}'],
  ['The credentials belong to another account now.', 'ข้อมูลรับรองนี้กลายเป็นของบัญชีอื่นแล้ว'],
  ['The credentials belong to {}, not to {}.', 'ข้อมูลรับรองเป็นของ {1} ไม่ใช่ {2}'],
  ['The credentials belong to {}.', 'ข้อมูลรับรองเป็นของ {1}'],
  ['The access token has expired.', 'โทเค็นการเข้าถึงหมดอายุแล้ว'],
  ['The access token expires at {}.', 'โทเค็นการเข้าถึงจะหมดอายุเมื่อ {1}'],
  ['Not granted: {}.', 'สิทธิ์ที่ยังไม่ได้รับ: {1}'],
  ['The token could not be renewed: {}.', 'ต่ออายุโทเค็นไม่สำเร็จ: {1}'],
  ['chat mode {}; {}', 'โหมดการตอบ: {1}, {2}'],
  ['chat mode {}', 'โหมดการตอบ: {1}'],
  ['chat', 'แชต'],
  ['bot', 'บอต'],
  ['{} messages sent this month, no limit set', 'เดือนนี้ส่งแล้ว {1} ข้อความ ไม่ได้จำกัดจำนวน'],
  [
    '{} of {} messages sent this month: only free replies can be sent',
    'เดือนนี้ส่งแล้ว {1} จาก {2} ข้อความ ส่งได้เฉพาะการตอบกลับที่ไม่คิดค่าใช้จ่าย',
  ],
  ['{} of {} messages sent this month', 'เดือนนี้ส่งแล้ว {1} จาก {2} ข้อความ'],
  // Subscriptions.
  ['The platform does not push the events of this account.', 'แพลตฟอร์มไม่ส่งเหตุการณ์ของบัญชีนี้'],
  ['It could not be subscribed: {} ({}).', 'สมัครรับเหตุการณ์ไม่สำเร็จ: {1} ({2})'],
  ['Not subscribed: {} ({})', 'ฟิลด์ที่ยังไม่ได้สมัครรับ: {1} ({2})'],
  [
    'The app is not subscribed to this account, so nothing is pushed: POST /api/v1/accounts/{id}/subscribe subscribes it.',
    'แอปไม่ได้สมัครรับเหตุการณ์ของบัญชีนี้ แพลตฟอร์มจึงไม่ส่งอะไรมา',
  ],
  ['The field `messages` is not subscribed, so no messages arrive.', 'ไม่ได้สมัครรับฟิลด์ messages จึงไม่มีข้อความเข้ามา'],
  [
    'With Facebook Login the fields are chosen for the whole app (app dashboard, Webhooks, Instagram), not for an account.',
    'เมื่อใช้ Facebook Login ต้องเลือกฟิลด์สำหรับทั้งแอป (App Dashboard, Webhooks, Instagram) ไม่ใช่สำหรับแต่ละบัญชี',
  ],
  ['The subscription is also that of {}: it stays.', 'บัญชีนี้ใช้การสมัครรับเหตุการณ์ร่วมกับ {1} การสมัครรับจึงยังอยู่'],
  [
    'LINE has no webhook address for this channel: subscribe it.',
    'LINE ยังไม่มีที่อยู่ webhook ของช่องทางนี้ โปรดสมัครรับเหตุการณ์อีกครั้ง',
  ],
  [
    'LINE sends nothing while "Use webhook" is off: turn it on in the LINE Developers Console → the channel → Messaging API. No API can.',
    'LINE จะไม่ส่งอะไรมาตราบใดที่ยังปิด “Use webhook” โปรดเปิดใน LINE Developers Console → ช่องทาง → Messaging API เพราะไม่มี API ใดเปิดแทนได้',
  ],
  [
    'LINE sends the events of this channel to {}, not to {}: subscribe it.',
    'LINE ส่งเหตุการณ์ของช่องทางนี้ไปที่ {1} ไม่ใช่ {2} โปรดสมัครรับเหตุการณ์อีกครั้ง',
  ],
  ['LINE called {} and failed: {}', 'LINE เรียก {1} แล้วไม่สำเร็จ: {2}'],
  [
    '{}. The address must be reachable from the internet, with a certificate of a public authority.',
    '{1} ที่อยู่ต้องเข้าถึงได้จากอินเทอร์เน็ต และมีใบรับรองจากผู้ออกใบรับรองสาธารณะ',
  ],
  [
    '{}. The answer took longer than LINE waits; is the hub, or what stands before it, overloaded?',
    '{1} คำตอบใช้เวลานานกว่าที่ LINE รอ ตรวจดูว่าฮับหรือสิ่งที่อยู่ด้านหน้ารับภาระเกินหรือไม่',
  ],
  [
    '{}. 401 means that the hub has another channel secret; anything else comes from what stands before it.',
    '{1} หากเป็น 401 แสดงว่าฮับมีรหัสลับของช่องทางคนละตัว รหัสอื่นมาจากสิ่งที่อยู่ด้านหน้าฮับ',
  ],
  [
    'LINE needs to be told where to send events, and the hub does not know its own public address.',
    'ต้องบอก LINE ว่าให้ส่งเหตุการณ์ไปที่ใด แต่ฮับไม่ทราบที่อยู่สาธารณะของตัวเอง',
  ],
  [
    'LINE has no call that ends a subscription. Turn "Use webhook" off in the LINE Developers Console → the channel → Messaging API.',
    'LINE ไม่มีคำสั่งยกเลิกการสมัครรับเหตุการณ์ โปรดปิด “Use webhook” ใน LINE Developers Console → ช่องทาง → Messaging API',
  ],
  ['{} must be an https address; LINE fetches no other.', '{1} ต้องเป็น https เพราะ LINE ไม่เรียกที่อยู่แบบอื่น'],
  ['The callback address', 'ที่อยู่ callback'],
  ['The app has no callback address. Set it to {} ({}).', 'แอปยังไม่มีที่อยู่ callback โปรดตั้งเป็น {1} ({2})'],
  ['The subscription of the app is switched off. Switch it on ({}).', 'การสมัครรับเหตุการณ์ของแอปปิดอยู่ โปรดเปิด ({1})'],
  [
    'Events of the app go to {}, not to {}. Change it ({}), or set PUBLIC_URL.',
    'เหตุการณ์ของแอปถูกส่งไปที่ {1} ไม่ใช่ {2} โปรดเปลี่ยน ({3}) หรือตั้ง PUBLIC_URL',
  ],
  [
    'The field messages is not subscribed, so none arrive. Add it ({}).',
    'ไม่ได้สมัครรับฟิลด์ messages จึงไม่มีข้อความเข้ามา โปรดเพิ่ม ({1})',
  ],
  // Webhooks and the queue.
  ['It was disabled.', 'เว็บฮุกถูกปิดใช้งาน'],
  ['The application answered 410 Gone.', 'แอปพลิเคชันตอบ 410 Gone'],
  ['Every delivery has failed since {}.', 'การนำส่งล้มเหลวทุกครั้งตั้งแต่ {1}'],
  ['Every attempt has failed since {} ({}).', 'ส่งไม่สำเร็จทุกครั้งตั้งแต่ {1} รวม {2} ครั้ง'],
  ['the endpoint answered 410 and was disabled', 'แอปพลิเคชันตอบ 410 เว็บฮุกจึงถูกปิดใช้งาน'],
  ['the endpoint answered {}; redirects are not followed', 'แอปพลิเคชันตอบ {1} ฮับไม่ตามการเปลี่ยนเส้นทาง'],
  ['the endpoint answered {}', 'แอปพลิเคชันตอบ {1}'],
  ['Something has been due for {} seconds.', 'มีรายการเลยกำหนดมาแล้ว {1} วินาที'],
  // Rejections.
  ['The request carried no signature header.', 'คำขอไม่มีส่วนหัวของลายเซ็น'],
  ['The signature header is not of the form the platform sends.', 'ส่วนหัวของลายเซ็นไม่อยู่ในรูปแบบที่แพลตฟอร์มส่ง'],
  ['The signature has another length than an HMAC-SHA256.', 'ลายเซ็นมีความยาวต่างจาก HMAC-SHA256'],
  [
    'The signature was made with another secret, or the body was changed on its way.',
    'ลายเซ็นสร้างด้วยรหัสลับตัวอื่น หรือเนื้อหาถูกแก้ไขระหว่างทาง',
  ],
  ['No app secret is configured for {}.', 'ยังไม่ได้ตั้งรหัสลับของแอปสำหรับ {1}'],
  ['The body speaks of another account than {}.', 'เนื้อหาเป็นของบัญชีอื่น ไม่ใช่ {1}'],
  [
    'It is signed with the secret of another account than the body speaks of.',
    'ลงลายเซ็นด้วยรหัสลับของบัญชีอื่น ไม่ใช่บัญชีในเนื้อหา',
  ],
  ['The body is over {} bytes.', 'เนื้อหาใหญ่เกิน {1} ไบต์'],
  ['The handshake was refused.', 'การยืนยันถูกปฏิเสธ'],
  // What stands in the way of something.
  ['The event is waiting to be processed already.', 'เหตุการณ์นี้รอประมวลผลอยู่แล้ว'],
  ['The same fact is stored already as {}.', 'เรื่องเดียวกันนี้เก็บไว้แล้วเป็น {1}'],
  ['The webhook is {}; enable it first.', 'เว็บฮุกอยู่ในสถานะ “{1}” โปรดเปิดใช้งานก่อน'],
  ['The replay is {} already.', 'การส่งย้อนหลังอยู่ในสถานะ “{1}” แล้ว'],
  ['The endpoint of this delivery was deleted.', 'เว็บฮุกของการนำส่งนี้ถูกลบแล้ว'],
  ['The delivery is pending already.', 'การนำส่งนี้รออยู่แล้ว'],
  ['This is the last key with role admin; make another one first.', 'นี่เป็นคีย์ผู้ดูแลตัวสุดท้าย โปรดสร้างคีย์ผู้ดูแลอีกตัวก่อน'],
  ['The message is {}; only a queued one can be cancelled.', 'ข้อความอยู่ในสถานะ “{1}” ยกเลิกได้เฉพาะข้อความที่ยังรอส่ง'],
  [
    'This process does not take in events; ask one with the role ingest.',
    'โพรเซสนี้ไม่รับเหตุการณ์เข้า โปรดใช้โพรเซสที่มีบทบาท ingest',
  ],
  ['No app secret is configured for {}, so nothing can be signed.', 'ยังไม่ได้ตั้งรหัสลับของแอปสำหรับ {1} จึงลงลายเซ็นไม่ได้'],
  ['The hub refused its own event: {}.', 'ฮับปฏิเสธเหตุการณ์ของตัวเอง: {1}'],
  ['Several platforms have an account {}: {}.', 'มีบัญชี {1} ในหลายแพลตฟอร์ม: {2}'],
  ['There is nothing to choose in this login.', 'การเข้าสู่ระบบนี้ไม่มีบัญชีให้เลือก'],
  ['There is no login for this platform.', 'แพลตฟอร์มนี้ไม่มีการเข้าสู่ระบบ'],
  // States that stand in those.
  ['paused', 'หยุดชั่วคราว'],
  ['disabled', 'ถูกปิดใช้งาน'],
  ['completed', 'เสร็จแล้ว'],
  ['cancelled', 'ยกเลิกแล้ว'],
  ['sending', 'กำลังส่ง'],
  ['sent', 'ส่งแล้ว'],
  ['failed', 'ล้มเหลว'],
]

const known = sentences.map(([hub, thai]) => {
  const parts = hub.split('{}').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return { pattern: new RegExp(`^${parts.join('(.+?)')}$`, 's'), thai }
})

/** The hub's own words in Thai; as they are where there are none for them. */
export function say(words: string): string {
  for (const { pattern, thai } of known) {
    const found = pattern.exec(words)
    if (found) return thai.replaceAll(/\{(\d)\}/g, (_, number: string) => say(found[Number(number)] ?? ''))
  }
  return words
}
