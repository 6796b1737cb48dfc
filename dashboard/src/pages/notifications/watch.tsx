/** Makes toasts of notifications as they come. */
export function NotificationWatch() {
  return null
}
