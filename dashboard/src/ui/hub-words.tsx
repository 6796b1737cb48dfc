import { Suspense, use } from 'react'
import { withVisibleControls } from '../lib/hostile-text.ts'
import { usePreferences } from '../lib/preferences.ts'
import { loadSay } from '../strings/index.tsx'
import { Time } from './time.tsx'

const TIMES = /(\d{4}-\d\d-\d\dT[\d:.]+Z)/

interface Props {
  readonly children: string
  /** What is put around it. */
  readonly frame?: (words: string) => string
}

/** What the hub or a platform said: in the language that was chosen, where it has words for it, and with the times of here. */
export function HubWords(props: Props) {
  return (
    <Suspense fallback={<Words {...props} />}>
      <Translated {...props} />
    </Suspense>
  )
}

function Translated({ children, ...others }: Props) {
  const say = use(loadSay(usePreferences().language))
  return <Words {...others}>{say(children)}</Words>
}

function Words({ children, frame = (words) => words }: Props) {
  const parts = frame(withVisibleControls(children)).split(TIMES)
  return (
    <bdi className="wrap-anywhere">
      {/* Every other part is a time. */}
      {parts.map((part, index) => (index % 2 === 1 ? <Time key={part} at={part} /> : part))}
    </bdi>
  )
}
