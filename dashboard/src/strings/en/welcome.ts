/** Texts of the page. */
export const welcome = {
  title: 'Welcome',
}
