/** One asked-for field: `messages.limit(5){id,text}`. */
export interface Field {
  readonly name: string
  readonly args: Readonly<Record<string, string>>
  readonly fields: readonly Field[] | undefined
}

/** Reads the value of `fields`. @throws Error when the brackets do not close. */
export function parseFields(text: string): Field[] {
  let at = 0
  const word = (): string => {
    const start = at
    while (at < text.length && !/[,.(){}]/.test(text.charAt(at))) at++
    return text.slice(start, at).trim()
  }
  const expect = (character: string): void => {
    if (text.charAt(at) !== character) throw new Error(`expected "${character}" at ${at} of fields`)
    at++
  }
  const parseList = (): Field[] => {
    const found: Field[] = []
    for (;;) {
      const name = word()
      const args: Record<string, string> = {}
      while (text.charAt(at) === '.') {
        at++
        const argument = word()
        expect('(')
        args[argument] = word()
        expect(')')
      }
      let fields: Field[] | undefined
      if (text.charAt(at) === '{') {
        at++
        fields = parseList()
        expect('}')
      }
      if (name) found.push({ name, args, fields })
      if (text.charAt(at) !== ',') return found
      at++
    }
  }
  const fields = parseList()
  if (at < text.length) throw new Error(`unexpected "${text.charAt(at)}" at ${at} of fields`)
  return fields
}
