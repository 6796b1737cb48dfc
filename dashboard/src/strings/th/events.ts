/** Texts of the page. */
export const events = {
  title: 'Events',
}
