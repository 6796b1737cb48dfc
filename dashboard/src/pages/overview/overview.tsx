import { useStrings } from '../../strings/index.tsx'
import { Page } from '../../ui/card.tsx'

export function Overview() {
  const { overview: t } = useStrings()
  return <Page title={t.title}>{null}</Page>
}
