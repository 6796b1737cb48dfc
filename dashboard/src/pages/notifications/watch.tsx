import type { Notification } from '@hubbub/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useLocation } from 'wouter'
import { useLiveEvents } from '../../api/live.tsx'
import { useFormat } from '../../lib/format.ts'
import { preferences } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { useWords } from '../../ui/sentences.ts'
import { type ToastInput, useToast } from '../../ui/toast.tsx'
import { type Collector, createCollector } from './collector.ts'
import { useDescribe } from './describe.ts'
import { showOnDesktop } from './desktop.ts'
import { RECENT, useRecent } from './recent.ts'

/** A flood of events must not become one of requests. */
const FETCHING = { gatherMs: 400, quietMs: 2000 }
/** So long after some toasts, the next are one. */
const TELLING = { gatherMs: 0, quietMs: 10_000 }
/** More at once are one that sums up. */
const SINGLY = 2
const ALL = '/notifications'
const TONES = { critical: 'bad', warning: 'warn', info: 'info' } as const

/** Makes toasts of notifications as they come. */
export function NotificationWatch() {
  const t = useStrings().notifications
  const queries = useQueryClient()
  const { data } = useRecent()
  const tell = useEffectEvent(useTell())
  const fetching = useRef<Collector<string>>(undefined)
  const telling = useRef<Collector<Notification>>(undefined)
  const isNews = useRef<(notification: Notification) => boolean>(undefined)

  useEffect(() => {
    const fetcher = createCollector<string>(
      () => void queries.invalidateQueries({ queryKey: ['notifications'] }),
      FETCHING,
    )
    const teller = createCollector<Notification>((news) => tell(news), TELLING)
    fetching.current = fetcher
    telling.current = teller
    return () => {
      fetcher.stop()
      teller.stop()
    }
  }, [queries])
  useEffect(() => {
    if (!data) return
    // What was there before the page was opened is in the history, not in the way.
    isNews.current ??= createMemory(data)
    telling.current?.add(data.filter(isNews.current).filter(({ type }) => !preferences().muted.includes(type)))
  }, [data])
  useLiveEvents((events) =>
    fetching.current?.add(events.map(({ type }) => type).filter((type) => Object.hasOwn(t.types, type))),
  )
  return null
}

/** Tells whether a notification is new: each is so once, and what only moved up from further back never is. */
function createMemory(first: readonly Notification[]): (notification: Notification) => boolean {
  const known = new Set(first.map(({ id }) => id))
  const oldest = first.length >= RECENT ? (first.at(-1)?.at ?? '') : ''
  return ({ id, at }) => {
    if (known.has(id) || at < oldest) return false
    known.add(id)
    return true
  }
}

/** Shows them: a few singly, many as one; those of the system beside them while the page is in the background. */
function useTell(): (news: readonly Notification[]) => void {
  const { notifications: t, problems } = useStrings()
  const wordsOf = useWords()
  const format = useFormat()
  const describe = useDescribe()
  const show = useToast()
  const [, navigate] = useLocation()
  const both = (toast: ToastInput & { readonly link: { readonly href: string } }, body: string, tag: string) => {
    show(toast)
    if (preferences().desktop)
      showOnDesktop({ title: toast.title, body, tag, onClick: () => navigate(toast.link.href) })
  }
  return (news) => {
    if (news.length > SINGLY) {
      const critical = news.some(({ severity }) => severity === 'critical')
      const title = t.summary(format.number(news.length))
      const detail = [...Map.groupBy(news, ({ type }) => type)]
        .map(([type, some]) => t.summaryLine(t.types[type].name, format.number(some.length)))
        .join(' · ')
      const link = { href: ALL, label: t.showAll }
      both({ tone: critical ? 'bad' : 'warn', title, detail, link, topic: 'notifications' }, detail, 'summary')
    } else
      for (const each of news.toReversed()) {
        const { title, meaning, said, href, go } = describe(each)
        const tell = (detail: string) =>
          both({ tone: TONES[each.severity], title, detail, link: { href, label: go } }, detail, each.id)
        if (said === undefined) tell(meaning)
        else void wordsOf(said).then((words) => tell(problems.inShort(words, meaning)))
      }
  }
}
