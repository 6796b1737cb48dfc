/** By the code of a reason that a platform has of its own. */
export const platformReasons = {
  no_webhook_address: 'LINE ยังไม่มีที่อยู่ webhook ของช่องทางนี้ โปรดสมัครรับเหตุการณ์อีกครั้ง',
  use_webhook_off:
    'LINE จะไม่ส่งอะไรมาตราบใดที่ยังปิด “Use webhook” โปรดเปิดใน LINE Developers Console → ช่องทาง → Messaging API เพราะไม่มี API ใดเปิดแทนได้',
  webhook_elsewhere: 'LINE ส่งเหตุการณ์ของช่องทางนี้ไปที่ {found} ไม่ใช่ {wanted} โปรดสมัครรับเหตุการณ์อีกครั้ง',
  webhook_failed: 'LINE เรียก {url} แล้วไม่สำเร็จ: {said}',
  webhook_unreachable: 'LINE เรียก {url} แล้วไม่สำเร็จ: {said} ที่อยู่ต้องเข้าถึงได้จากอินเทอร์เน็ต และมีใบรับรองจากผู้ออกใบรับรองสาธารณะ',
  webhook_too_slow:
    'LINE เรียก {url} แล้วไม่สำเร็จ: {said} คำตอบใช้เวลานานกว่าที่ LINE รอ ตรวจดูว่าฮับหรือสิ่งที่อยู่ด้านหน้ารับภาระเกินหรือไม่',
  webhook_refused:
    'LINE เรียก {url} แล้วไม่สำเร็จ: {said} หากเป็น 401 แสดงว่าฮับมีรหัสลับของช่องทางคนละตัว รหัสอื่นมาจากสิ่งที่อยู่ด้านหน้าฮับ',
  fields_chosen_for_app:
    'เมื่อใช้ Facebook Login ต้องเลือกฟิลด์สำหรับทั้งแอป (App Dashboard, Webhooks, Instagram) ไม่ใช่สำหรับแต่ละบัญชี',
  messages_not_chosen: 'แอปไม่ได้รับฟิลด์ messages โปรดสมัครรับที่ WhatsApp, Configuration ใน App Dashboard',
  line_chat_mode: 'โหมดการตอบ: {mode}',
  line_unlimited: 'โหมดการตอบ: {mode}, เดือนนี้ส่งแล้ว {used} ข้อความ ไม่ได้จำกัดจำนวน',
  line_quota: 'โหมดการตอบ: {mode}, เดือนนี้ส่งแล้ว {used} จาก {limit} ข้อความ',
  line_quota_used_up: 'โหมดการตอบ: {mode}, เดือนนี้ส่งแล้ว {used} จาก {limit} ข้อความ ส่งได้เฉพาะการตอบกลับที่ไม่คิดค่าใช้จ่าย',
  callback_not_https: 'สมัครรับเหตุการณ์ไม่สำเร็จ: ที่อยู่ callback ต้องเป็น https เพราะ LINE ไม่เรียกที่อยู่แบบอื่น',
}
