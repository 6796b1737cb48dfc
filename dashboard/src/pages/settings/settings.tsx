import { useStrings } from '../../strings/index.tsx'
import { Page } from '../../ui/card.tsx'

export default function Settings() {
  const { settings: t } = useStrings()
  return <Page title={t.title}>{null}</Page>
}
