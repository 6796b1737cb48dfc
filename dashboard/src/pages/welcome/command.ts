/** Where a command looks for the hub when it is not told. */
const DEFAULT_ORIGINS = ['http://127.0.0.1:8000', 'http://localhost:8000']

/** A command line for a shell in the hub's folder. */
export function commandLine(command: string, origin = location.origin): string {
  return `npx hubbub ${command}${DEFAULT_ORIGINS.includes(origin) ? '' : ` --url ${origin}`}`
}
