/** Texts of the page. */
export const notifications = {
  title: 'Notifications',
}
