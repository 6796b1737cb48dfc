import { useStrings } from '../../strings/index.tsx'
import { Page } from '../../ui/card.tsx'

export default function Webhooks() {
  const { webhooks: t } = useStrings()
  return <Page title={t.title}>{null}</Page>
}
