import { useQuery } from '@tanstack/react-query'
import { useClient, useSession, useSessionControl } from '../api/session.tsx'
import { useAction } from '../lib/use-action.ts'
import { useStrings } from '../strings/index.tsx'
import { SelectField } from '../ui/field.tsx'

/** Most that one call lists. */
const MOST = 200

/** Where the operator acts; shown where there is more than one workspace. */
export function WorkspaceSwitch() {
  const session = useSession()
  return session?.operator ? <Switch current={session.workspaceId} /> : null
}

function Switch({ current }: { current: string }) {
  const t = useStrings()
  const client = useClient()
  const { choose } = useSessionControl()
  const { data } = useQuery({
    queryKey: ['workspaces'],
    queryFn: ({ signal }) => client.listWorkspaces({ limit: MOST }, { signal }),
  })
  const change = useAction({ run: choose })
  if (!data || data.data.length < 2) return null
  return (
    <SelectField
      label={t.shell.workspace}
      value={current}
      disabled={change.isPending}
      options={data.data.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => change.mutate(event.target.value)}
    />
  )
}
