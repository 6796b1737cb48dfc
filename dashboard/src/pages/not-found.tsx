import { useStrings } from '../strings/index.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Card, Page } from '../ui/card.tsx'
import { Empty } from '../ui/states.tsx'

export function NotFound() {
  const { shell } = useStrings()
  return (
    <Page title={shell.notFound}>
      <Card>
        <Empty
          icon="search"
          title={shell.notFound}
          action={
            <LinkButton href="/" kind="primary">
              {shell.toOverview}
            </LinkButton>
          }
        >
          {shell.notFoundDetail}
        </Empty>
      </Card>
    </Page>
  )
}
