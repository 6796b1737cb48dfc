/** A refusal of a platform ends with its kind: “… (auth, code 190)”. */
const KIND = /\((auth|permission|invalid|not-found|rate|unavailable|window)(?:, code [^)]*)?\)\.?$/

/** The kind of a platform's refusal, from the words of the hub. */
export function refusalKind(detail: string): string | undefined {
  return KIND.exec(detail.trim())?.[1]
}
