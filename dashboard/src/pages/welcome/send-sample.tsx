import { useClient, useMayChange } from '../../api/session.tsx'
import { useAction } from '../../lib/use-action.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { PLATFORM_IDS, usePlatformName } from '../../ui/platform.tsx'

type PlatformId = (typeof PLATFORM_IDS)[number]

/** A button for each platform that sends a made-up message of it on its way. `first`: it is what should be done next. */
export function SendSample({ first }: { first: boolean }) {
  const { welcome: t, common } = useStrings()
  const client = useClient()
  const mayChange = useMayChange()
  const nameOf = usePlatformName()
  const send = useAction({
    run: (platform: PlatformId) => client[`test_${platform}`]({ eventType: 'message' }),
    stale: [['overview'], ['events']],
  })
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t.event.sample}</legend>
      <div className="flex flex-wrap gap-2">
        {PLATFORM_IDS.map((platform) => (
          <Button
            key={platform}
            icon="send"
            kind={first && platform === 'instagram' ? 'primary' : 'secondary'}
            busy={send.isPending && send.variables === platform}
            disabled={!mayChange || send.isPending}
            title={mayChange ? undefined : common.readOnly}
            aria-label={t.event.send(nameOf(platform))}
            onClick={() => send.mutate(platform)}
          >
            {nameOf(platform)}
          </Button>
        ))}
      </div>
      {!mayChange && <p className="text-muted text-sm">{common.readOnly}</p>}
    </fieldset>
  )
}
