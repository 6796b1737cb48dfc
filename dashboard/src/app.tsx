import { Suspense } from 'react'
import { SessionProvider, useSessionControl } from './api/session.tsx'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { Shell } from './shell/shell.tsx'
import { StringsProvider } from './strings/index.tsx'
import { ErrorNote, Loading } from './ui/states.tsx'
import { ToastProvider } from './ui/toast.tsx'

export function App() {
  return (
    <SessionProvider>
      <Suspense>
        <StringsProvider>
          <ToastProvider>
            <Gate />
          </ToastProvider>
        </StringsProvider>
      </Suspense>
    </SessionProvider>
  )
}

/** The dashboard for whoever is signed in, else the way in; the address stays, so that one arrives where one wanted to. */
function Gate() {
  const { state, retry } = useSessionControl()
  if (state.status === 'in') return <Shell />
  if (state.status === 'out') return <SignIn reason={state.reason} />
  return (
    <main className="mx-auto max-w-xl p-6">
      {state.status === 'failed' ? <ErrorNote error={state.error} onRetry={retry} /> : <Loading />}
    </main>
  )
}
