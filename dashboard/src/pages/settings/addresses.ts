import { useStrings } from '../../strings/index.tsx'

const AT_MOST = 20
/** As the hub takes them. */
const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/

/** The mail addresses in what somebody typed, one a line or separated by commas; each once. */
export function addressesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
}

/** What is wrong with addresses, in words; undefined when they are right. */
export function useAddressFault(): (addresses: readonly string[]) => string | undefined {
  const { alerts: t } = useStrings().settings
  return (addresses) => {
    const wrong = addresses.find((address) => !ADDRESS.test(address))
    if (wrong !== undefined) return t.badAddress(wrong)
    return addresses.length > AT_MOST ? t.tooMany : undefined
  }
}
