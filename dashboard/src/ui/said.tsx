import { HubbubError } from '@hubbub/sdk'
import { Suspense, use, useEffect, useEffectEvent, useState } from 'react'
import { withVisibleControls } from '../lib/hostile-text.ts'
import { type Language, usePreferences } from '../lib/preferences.ts'
import { loadSentences } from '../strings/index.tsx'
import { isOwn, quoted, type Said as SaidText, type Sentences, sentenceOf } from '../strings/sentences.ts'
import { useSentencesOfPlatforms, useWords } from './sentences.ts'
import { Time } from './time.tsx'

const TIMES = /(\d{4}-\d\d-\d\dT[\d:.]+Z)/

interface Props {
  readonly of: SaidText
  /** What is put around it. */
  readonly frame?: (words: string) => string
}

/** What the hub said, in the language that was chosen, and with times of the viewer's own zone. */
export function Said(props: Props) {
  return (
    <Suspense fallback={<Words frame={props.frame}>{props.of.detail}</Words>}>
      <Translated {...props} />
    </Suspense>
  )
}

/** The words of an application or a platform as they are. */
export function Quoted({ children }: { children: string }) {
  return <Words>{children}</Words>
}

/** Why a call failed: its reason, the first thing that is wrong with its input, or the hub's own sentence. */
export function saidOf(error: unknown): SaidText {
  if (!(error instanceof HubbubError)) return quoted(error instanceof Error ? error.message : String(error))
  return error.reason ?? error.errors[0] ?? quoted(error.detail)
}

/** What the hub said as a text, for where no element can stand; its English until the sentences are there. */
export function useSentence(of: SaidText | undefined): string | undefined {
  const find = useEffectEvent(useWords())
  const { language } = usePreferences()
  const [found, setFound] = useState<{ readonly of: SaidText; readonly language: Language; readonly words: string }>()
  useEffect(() => {
    if (of) void find(of).then((words) => setFound({ of, language, words }))
  }, [of, language])
  return found && found.of === of && found.language === language ? found.words : of?.detail
}

function Translated({ of, frame }: Props) {
  const page = use(loadSentences(usePreferences().language))
  if (!page) return <Words frame={frame}>{of.detail}</Words>
  if (!isOwn(page, of)) return <SaidOfPlatform of={of} frame={frame} page={page} />
  return <Words frame={frame}>{sentenceOf(page, of)}</Words>
}

/** A component of its own: of the many sentences of a list few need a platform's texts. */
function SaidOfPlatform({ of, frame, page }: Props & { readonly page: Sentences }) {
  return <Words frame={frame}>{sentenceOf(useSentencesOfPlatforms(page), of)}</Words>
}

function Words({ children, frame = (words) => words }: { children: string; frame?: Props['frame'] | undefined }) {
  const parts = frame(withVisibleControls(children)).split(TIMES)
  return (
    <bdi className="wrap-anywhere">
      {/* Every other part is a time. */}
      {parts.map((part, index) => (index % 2 === 1 ? <Time key={part} at={part} /> : part))}
    </bdi>
  )
}
