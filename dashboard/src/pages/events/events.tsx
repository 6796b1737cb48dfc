import { useStrings } from '../../strings/index.tsx'
import { Page } from '../../ui/card.tsx'

export default function Events() {
  const { events: t } = useStrings()
  return <Page title={t.title}>{null}</Page>
}
