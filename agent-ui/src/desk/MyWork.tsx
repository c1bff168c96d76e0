// What else waits for this desk: numbers to call back, drafts that are not petitions yet, words that are not sent yet.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ResponseOf } from '../../../src/contract/endpoints.ts'
import { api } from '../api/client.ts'
import { useTicketNews } from '../api/news.ts'
import { useStore } from '../api/store.ts'
import { useFetch } from '../api/useFetch.ts'
import { CallbackDialog } from '../callbacks/CallbackDialog.tsx'
import { missedCallbacks } from '../callbacks/missed-callbacks.ts'
import { useCallbacks } from '../callbacks/useCallbacks.ts'
import { UnsentDialog } from '../form/UnsentDialog.tsx'
import { useUnsent } from '../form/useUnsent.ts'
import { Icon, type IconName } from '../glyphs/icons.tsx'
import { formatTime, useNow } from '../kit/time.ts'
import { useDesk } from './desk.tsx'

export function MyWork() {
  const { t } = useTranslation()
  const desk = useDesk()
  const draft = useStore(desk.bench.draft)
  const [open, setOpen] = useState<'callbacks' | 'unsent' | null>(null)
  const drafts = useFetch('drafts', (signal) => api('tickets', { query: { status: 'draft', pageSize: 1 }, signal }))
  const tasks = useFetch('desk-tasks', (signal) => api('deskWork', { query: { box: 'returned-slip', pageSize: 1 }, signal }))
  useTicketNews(() => {
    tasks.refresh()
    drafts.refresh()
  }, 3_000)
  const connected = desk.state.link === 'connected'
  const callbacks = useCallbacks(desk)
  const unsent = useUnsent(desk.bench)
  const { reload } = drafts
  // The number changes when a call ends, a draft is laid aside or sent late.
  const key = `${desk.state.agent?.state ?? ''} ${desk.state.link} ${draft ? 1 : 0} ${unsent.length}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to count again
  useEffect(() => reload(), [key, reload])
  const first = callbacks.data?.[0]
  const missed = missedCallbacks(callbacks.data, useNow(60_000))
  const close = () => setOpen(null)
  return (
    <div className="my-work">
      <h2>{t('desk.myWork')}</h2>
      <Row
        icon="call-back"
        word={t('desk.callbacks')}
        note={first ? t('desk.oldestAt', { time: formatTime(first.createdAt) }) : ''}
        missed={missed}
        count={callbacks.data?.length ?? null}
        onOpen={() => setOpen('callbacks')}
        testId="callbacks"
        shortcut="Alt+C"
      />
      <Link to="/ban-viec?muc=draft" className="my-work-row">
        <Icon name="draft" /> <span>{t('desk.drafts')}</span>
        {connected && (tasks.data?.counts.draft.missed ?? 0) > 0 && (
          <small className="my-work-missed">{t('deskWork.missed', { count: tasks.data?.counts.draft.missed ?? 0 })}</small>
        )}
        <b>{connected ? (drafts.data?.total ?? '–') : '–'}</b>
      </Link>
      <DeskBoxes counts={connected ? (tasks.data?.counts ?? null) : null} />
      {(unsent.length > 0 || open === 'unsent') && (
        <Row
          icon="upload"
          word={t('desk.unsent')}
          note={unsent[0] ? t('desk.oldestAt', { time: formatTime(unsent[0].savedAt) }) : ''}
          count={unsent.length}
          onOpen={() => setOpen('unsent')}
          testId="unsent-drafts"
        />
      )}
      {open === 'callbacks' && <CallbackDialog list={callbacks} desk={desk} onClose={close} />}
      {open === 'unsent' && <UnsentDialog desk={desk} drafts={unsent} onClose={close} />}
    </div>
  )
}

const boxes = ['returned-slip', 'result-check', 'tell-citizen', 'new', 'more-info'] as const

/** The boxes in which something waits, each a way there; one line to the desk's work when none does. */
function DeskBoxes({ counts }: { counts: ResponseOf<'deskWork'>['counts'] | null }) {
  const { t } = useTranslation()
  const waiting = counts ? boxes.filter((box) => counts[box].open > 0) : []
  if (counts === null || waiting.length === 0)
    return (
      <Link to="/ban-viec" className="my-work-row" data-testid="desk-tasks">
        <Icon name="check" /> <span>{t('nav.deskWork')}</span>
        <b>{counts ? 0 : '–'}</b>
      </Link>
    )
  return waiting.map((box) => (
    <Link key={box} to={`/ban-viec?muc=${box}`} className="my-work-row" data-testid={`desk-tasks-${box}`}>
      <Icon name={boxIcons[box]} /> <span>{t(`deskWork.${box}`)}</span>
      {counts[box].missed > 0 && <small className="my-work-missed">{t('deskWork.missed', { count: counts[box].missed })}</small>}
      <b>{counts[box].open}</b>
    </Link>
  ))
}

const boxIcons = { 'returned-slip': 'back', 'result-check': 'check', 'tell-citizen': 'phone', new: 'draft', 'more-info': 'draft' } as const satisfies Record<
  string,
  IconName
>

interface RowProps {
  icon: IconName
  word: string
  shortcut?: string
  note: string
  missed?: number
  count: number | null
  onOpen: () => void
  testId: string
}

function Row({ icon, word, shortcut, note, missed = 0, count, onOpen, testId }: RowProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="my-work-row"
      onClick={onOpen}
      aria-haspopup="dialog"
      aria-keyshortcuts={shortcut}
      data-testid={testId}
      data-count={count ?? ''}
    >
      <Icon name={icon} /> <span>{word}</span>
      {missed > 0 ? <small className="my-work-missed">{t('deskWork.missed', { count: missed })}</small> : note && <small>{note}</small>}
      <b>{count ?? '–'}</b>
    </button>
  )
}
