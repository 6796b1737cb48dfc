import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import type { EventList } from './event-list.ts'
import { useListState } from './use-event-list.ts'

/** Says that there is something new, and shows it on demand; said aloud once, not for every event. */
export function Waiting({ list, offer, onShow }: { list: EventList; offer: boolean; onShow: () => void }) {
  const t = useStrings().events.live
  const format = useFormat()
  const { waiting: count } = useListState(list)
  const text = (offer ? t.mayMatch : t.waiting)(format.compact(count))
  return (
    <>
      <p role="status" className="sr-only">
        {count > 0 && t.someWaiting}
      </p>
      {count > 0 && (
        <div className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center">
          <Button kind="primary" icon="retry" onClick={onShow} className="pointer-events-auto rounded-full shadow-lg">
            {text}
          </Button>
        </div>
      )}
    </>
  )
}
