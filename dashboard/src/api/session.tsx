import { Hubbub, HubbubError, type Session } from '@hubbub/sdk'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'

/** Why nobody is signed in. */
export type SignedOutReason = 'none' | 'expired' | 'signedOut'

export type SessionState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'out'; readonly reason: SignedOutReason }
  | { readonly status: 'in'; readonly session: Session }

interface SessionControl {
  readonly state: SessionState
  signIn(apiKey: string): Promise<void>
  signOut(): Promise<void>
  /** Acts in another workspace from now on. */
  choose(workspaceId: string): Promise<void>
  retry(): void
}

const Control = createContext<SessionControl | undefined>(undefined)
const Client = createContext<Hubbub | undefined>(undefined)

/** The key is in no place of the page: the browser holds a cookie that no script can read. */
function clientOf(session?: Session): Hubbub {
  return new Hubbub({
    url: '',
    credentials: 'same-origin',
    headers: session === undefined ? undefined : { 'x-csrf-token': session.csrfToken },
  })
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof HubbubError && error.code === 'unauthorized'
}

/** Knows who is signed in; below it, when somebody is, `useClient` and queries work. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ status: 'loading' })
  const [tries, setTries] = useState(0)
  const anonymous = useMemo(() => clientOf(), [])
  const session = state.status === 'in' ? state.session : undefined
  const client = useMemo(() => clientOf(session), [session])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each try asks again.
  useEffect(() => {
    let current = true
    anonymous.getSession().then(
      (found) => current && setState({ status: 'in', session: found }),
      (error: unknown) =>
        current && setState(isUnauthorized(error) ? { status: 'out', reason: 'none' } : { status: 'failed', error }),
    )
    return () => {
      current = false
    }
  }, [anonymous, tries])

  // A new one for each session: nothing that one key saw is shown to another.
  const queries = useMemo(() => {
    const onError = (error: unknown) => {
      if (session && isUnauthorized(error)) setState({ status: 'out', reason: 'expired' })
    }
    return new QueryClient({
      queryCache: new QueryCache({ onError }),
      mutationCache: new MutationCache({ onError }),
      defaultOptions: {
        // The client repeats what is safe to repeat by itself.
        queries: { retry: false, staleTime: 5000 },
        mutations: { retry: false },
      },
    })
  }, [session])

  const control = useMemo<SessionControl>(
    () => ({
      state,
      async signIn(apiKey) {
        setState({ status: 'in', session: await anonymous.createSession({ apiKey }) })
      },
      async signOut() {
        await client.deleteSession()
        setState({ status: 'out', reason: 'signedOut' })
      },
      async choose(workspaceId) {
        setState({ status: 'in', session: await client.updateSession({ workspaceId }) })
      },
      retry() {
        setState({ status: 'loading' })
        setTries((count) => count + 1)
      },
    }),
    [state, anonymous, client],
  )

  return (
    <Control value={control}>
      <Client value={client}>
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      </Client>
    </Control>
  )
}

export function useSessionControl(): SessionControl {
  const control = use(Control)
  if (!control) throw new Error('useSessionControl is used outside SessionProvider')
  return control
}

/** The client of whoever is signed in. */
export function useClient(): Hubbub {
  const client = use(Client)
  if (!client) throw new Error('useClient is used outside SessionProvider')
  return client
}

/** Who is signed in; undefined on the sign-in page. */
export function useSession(): Session | undefined {
  const { state } = useSessionControl()
  return state.status === 'in' ? state.session : undefined
}

/** False for a key that may read only: what changes something is shown, but cannot be used. */
export function useMayChange(): boolean {
  return useSession()?.role === 'admin'
}
