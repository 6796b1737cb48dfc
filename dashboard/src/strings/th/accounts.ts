/** Texts of the page. */
export const accounts = {
  title: 'Accounts',
}
