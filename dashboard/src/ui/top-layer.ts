import { useSyncExternalStore } from 'react'

/** Modal dialogs that are open, the topmost last: all that is outside of it can neither be seen nor pressed. */
let open: readonly HTMLDialogElement[] = []
const listeners = new Set<() => void>()

function change(after: readonly HTMLDialogElement[]): void {
  open = after
  for (const listener of listeners) listener()
}

/** Notes that a dialog is open; the function returned, that it is no longer. */
export function enterTopLayer(dialog: HTMLDialogElement): () => void {
  change([...open, dialog])
  return () => change(open.filter((each) => each !== dialog))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where something must stand to be over everything else and still be pressed and read aloud. */
export function useTopLayer(): HTMLElement {
  return useSyncExternalStore(subscribe, () => open.at(-1) ?? document.body)
}
