/** How many notifications came since they were looked at last. */
export function useUnread(): number {
  return 0
}
