import { Component, type ReactNode } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'

interface Props {
  /** Changes when another page is shown, which is worth another try. */
  readonly place: string
  readonly children: ReactNode
}

/** A page that breaks leaves the rest standing. */
export class Boundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidUpdate(before: Props) {
    if (before.place !== this.props.place && this.state.error !== undefined) this.setState({ error: undefined })
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <Crashed error={this.state.error} />
  }
}

function Crashed({ error }: { error: unknown }) {
  const { shell } = useStrings()
  // A chunk that is gone: the hub was updated while the page was open.
  const old = /dynamically imported module|module script failed/i.test(String(error))
  return (
    <div role="alert" className="mx-auto grid max-w-lg gap-3 px-4 py-16 text-center">
      <h1 className="font-semibold text-xl">{shell.crashed}</h1>
      <p className="text-muted">{old ? shell.newVersion : shell.crashedDetail}</p>
      {!old && <p className="font-mono text-sm wrap-anywhere">{String(error)}</p>}
      <div>
        <Button kind="primary" icon="retry" onClick={() => location.reload()}>
          {shell.reload}
        </Button>
      </div>
    </div>
  )
}
