import type { Hubbub } from '@hubbub/sdk'
import { useClient, useMayChange } from '../../api/session.tsx'
import { useAction } from '../../lib/use-action.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { usePlatformList } from '../../ui/platform.tsx'

/** The SDK has one call for each platform. */
type SampleCall = Extract<keyof Hubbub, `test_${string}`>

/** A button for each platform that sends a made-up message of it on its way. `first`: it is what should be done next. */
export function SendSample({ first }: { first: boolean }) {
  const { welcome: t, common } = useStrings()
  const client = useClient()
  const mayChange = useMayChange()
  const platforms = usePlatformList()
  const send = useAction({
    run: (platform: string) => client[`test_${platform}` as SampleCall]({ eventType: 'message' }),
    stale: [['overview'], ['events']],
  })
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t.event.sample}</legend>
      <div className="flex flex-wrap gap-2">
        {platforms.map(({ id, name }, index) => (
          <Button
            key={id}
            icon="send"
            kind={first && index === 0 ? 'primary' : 'secondary'}
            busy={send.isPending && send.variables === id}
            disabled={!mayChange || send.isPending}
            title={mayChange ? undefined : common.readOnly}
            aria-label={t.event.send(name)}
            onClick={() => send.mutate(id)}
          >
            {name}
          </Button>
        ))}
      </div>
      {!mayChange && <p className="text-muted text-sm">{common.readOnly}</p>}
    </fieldset>
  )
}
