import { Route, Switch } from 'wouter'
import { PageStrings } from '../../strings/index.tsx'
import { NotFound } from '../not-found.tsx'
import { ChoosePlatform } from './connect/choose-platform.tsx'
import { ConnectPlatform } from './connect/connect-platform.tsx'
import { AccountDetail } from './detail/detail.tsx'
import { AccountList } from './list.tsx'

/** The social accounts: the list, one of them, and connecting. */
export default function Accounts() {
  return (
    // What was refused is told here too.
    <PageStrings group="rejections">
      <Switch>
        <Route path="/accounts" component={AccountList} />
        <Route path="/accounts/connect" component={ChoosePlatform} />
        <Route path="/accounts/connect/:platform">
          {({ platform }) => <ConnectPlatform key={platform} id={platform} />}
        </Route>
        <Route path="/accounts/:id">{({ id }) => <AccountDetail key={id} id={id} />}</Route>
        <Route component={NotFound} />
      </Switch>
    </PageStrings>
  )
}
