import type { About as AboutBody } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'
import { useFormat } from '../../lib/format.ts'
import { useStrings } from '../../strings/index.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Card, Facts } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { QueryView } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'

const REFRESH_MS = 15_000

/** What runs here, where, and since when. */
export function About() {
  const { settings } = useStrings()
  const client = useClient()
  const query = useQuery<AboutBody>({
    queryKey: ['about'],
    queryFn: ({ signal }) => client.getAbout({ signal }),
    refetchInterval: REFRESH_MS,
  })
  return (
    <Card anchor="about" title={settings.sections.about}>
      <QueryView query={query} lines={6}>
        {(about) => (
          <div className="grid gap-5">
            <AboutFacts about={about} />
            <Processes about={about} />
          </div>
        )}
      </QueryView>
    </Card>
  )
}

function AboutFacts({ about }: { about: AboutBody }) {
  const { about: t } = useStrings().settings
  const format = useFormat()
  const rolesOf = useRoles()
  return (
    <Facts
      items={[
        [t.version, about.version],
        [t.node, about.node],
        [t.store, `${t.kinds[about.store.kind]} ${about.store.version}`],
        ...(about.store.sizeBytes === null ? [] : [[t.size, format.bytes(about.store.sizeBytes)] as const]),
        [t.roles, rolesOf(about.roles)],
        [t.started, <Time key="started" at={about.startedAt} />],
        [t.uptime, format.duration(about.uptimeSeconds * 1000)],
        [t.publicUrl, about.publicUrl === null ? t.noPublicUrl : <bdi key="url">{about.publicUrl}</bdi>],
        ...(about.dataDir === null ? [] : [[t.dataDir, <code key="dir">{about.dataDir}</code>] as const]),
        [t.workspace, <code key="workspace">{about.workspaceId}</code>],
        [
          t.links,
          <span key="links" className="flex flex-wrap gap-x-4">
            <Elsewhere href="/docs">{t.docs}</Elsewhere>
            <Elsewhere href="/openapi.json">{t.openapi}</Elsewhere>
          </span>,
        ],
      ]}
    />
  )
}

function Elsewhere({ href, children }: { href: string; children: string }) {
  const { common } = useStrings()
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="flex min-h-11 items-center gap-1.5 text-accent underline underline-offset-2 md:min-h-6"
    >
      {children}
      <Icon name="external" size={14} />
      <span className="sr-only">({common.openInNewTab})</span>
    </a>
  )
}

function Processes({ about }: { about: AboutBody }) {
  const { about: t } = useStrings().settings
  const rolesOf = useRoles()
  return (
    <div className="grid gap-2">
      <h3 className="font-medium text-sm">{t.processes}</h3>
      <p className="text-muted text-sm">{t.processesDetail}</p>
      <ul className="rounded-lg border border-line text-sm">
        {about.processes.map(({ id, roles, version, startedAt, seenAt }) => (
          <li key={id} className="grid gap-1 border-line px-4 py-3 not-last:border-b">
            <span className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{rolesOf(roles)}</span>
              {startedAt === about.startedAt && <Badge tone="ok">{t.thisOne}</Badge>}
            </span>
            <span className="flex flex-wrap gap-x-4 text-muted">
              <span>
                {t.version} {version}
              </span>
              <span>
                {t.started} <Time at={startedAt} look="ago" />
              </span>
              <span>
                {t.seen} <Time at={seenAt} look="ago" />
              </span>
            </span>
            <code className="text-muted text-xs wrap-anywhere">{id}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Roles in words. */
function useRoles(): (roles: readonly string[]) => string {
  const names: Readonly<Record<string, string>> = useStrings().settings.about.roleNames
  return (roles) => roles.map((role) => names[role] ?? role).join(', ')
}
