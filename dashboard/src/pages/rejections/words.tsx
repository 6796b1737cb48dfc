import type { Rejection } from '@hubbub/sdk'
import { Suspense, use } from 'react'
import { usePreferences } from '../../lib/preferences.ts'
import { loadSentences } from '../../strings/index.tsx'
import { Quoted, Said } from '../../ui/said.tsx'

/** What the hub says of a refused request; of some causes the parser's own words say most. */
export function RejectionWords({ rejection }: { rejection: Rejection }) {
  return (
    <Suspense fallback={<Quoted>{rejection.detail}</Quoted>}>
      <Words rejection={rejection} />
    </Suspense>
  )
}

function Words({ rejection: { cause, platform, detail } }: { rejection: Rejection }) {
  const known = use(loadSentences(usePreferences().language))?.rejections[cause]
  return <Said of={{ code: '', params: {}, detail: known?.replace('{platform}', platform) ?? detail }} />
}
