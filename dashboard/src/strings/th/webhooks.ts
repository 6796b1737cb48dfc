/** Texts of the page. */
export const webhooks = {
  title: 'Webhooks',
}
