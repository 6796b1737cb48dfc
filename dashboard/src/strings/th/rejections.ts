/** Texts of the page. */
export const rejections = {
  title: 'Rejections',
}
