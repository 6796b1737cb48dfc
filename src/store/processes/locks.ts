/** Advisory locks of the hub have this class: any number that nothing else on the server is likely to use. */
export const LOCK_CLASS = 7_286
/** Held by every process, shared: by it processes count each other. */
export const SHARED_LOCK = 2
/** The class of the locks by which each process shows its id. */
export const SHOWN_LOCKS = 7_287

/** The lock by which a process shows that it lives: the last 32 bits of its id, which are random. */
export function shownKey(processId: string): number {
  return Number.parseInt(processId.slice(-8), 16)
}
