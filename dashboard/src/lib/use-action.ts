import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useErrorToast, useToast } from '../ui/toast.tsx'

/**
 * Something that changes the hub: while it runs `isPending`; then `done` is said and what it made stale is fetched
 * again; when it fails the error is said, unless the form shows it itself (`quiet`).
 */
export function useAction<Input, Output>({
  run,
  done,
  stale = [],
  quiet = false,
  onDone,
}: {
  run: (input: Input) => Promise<Output>
  done?: string | ((output: Output, input: Input) => string)
  stale?: readonly QueryKey[]
  quiet?: boolean
  onDone?: (output: Output, input: Input) => void
}) {
  const queries = useQueryClient()
  const show = useToast()
  const showError = useErrorToast()
  return useMutation({
    mutationFn: run,
    onSuccess(output, input) {
      if (done !== undefined) show({ tone: 'ok', title: typeof done === 'string' ? done : done(output, input) })
      for (const queryKey of stale) void queries.invalidateQueries({ queryKey })
      onDone?.(output, input)
    },
    onError(error) {
      if (!quiet) showError(error)
    },
  })
}
