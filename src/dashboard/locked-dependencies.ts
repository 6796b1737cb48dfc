interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
}

/** The versions of everything a workspace depends on, by its lock file; empty without one. */
export function lockedDependencies(lockText: string | undefined, workspace: string): string {
  if (lockText === undefined) return ''
  const { packages = {} } = JSON.parse(lockText) as { packages?: Readonly<Record<string, Locked>> }
  const found = new Map<string, string>()
  const visit = (from: string) => {
    for (const name of Object.keys(packages[from]?.dependencies ?? {})) {
      const at = nearest(packages, from, name)
      if (at === undefined || found.has(at)) continue
      const { version, resolved, link } = packages[at] ?? {}
      found.set(at, version ?? '')
      visit(link && resolved !== undefined ? resolved : at)
    }
  }
  visit(workspace)
  return [...found]
    .map(([at, version]) => `${at}@${version}`)
    .sort()
    .join('\n')
}

/** Where Node finds a package: in the folder that asks, or in the nearest one above. */
function nearest(packages: Readonly<Record<string, Locked>>, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const at = `${folder}/node_modules/${name}`
    if (at in packages) return at
    if (!folder.includes('/node_modules/'))
      return `node_modules/${name}` in packages ? `node_modules/${name}` : undefined
  }
}
