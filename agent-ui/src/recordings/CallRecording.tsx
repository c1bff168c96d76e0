// The recording of one call on a petition's page: the player with what stands beside it, or why there is nothing to play.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatDate } from '../kit/time.ts'
import { hasRole, useMe } from '../session/session.tsx'
import { HoldDialog } from './HoldDialog.tsx'
import { ListenersDialog } from './ListenersDialog.tsx'
import { RecordingMenu } from './RecordingMenu.tsx'
import { RecordingPlayer } from './RecordingPlayer.tsx'

type Recording = NonNullable<Ticket['calls'][number]['recording']>

export function CallRecording({ recording, label }: { recording: Recording; label?: string }) {
  const { t } = useTranslation()
  const keeper = hasRole(useMe(), 'supervisor', 'administrator')
  const [open, setOpen] = useState<'hold' | 'listeners' | null>(null)
  const loaded = useFetch(`${recording.id} ${recording.durationMs}`, (signal) => api('recordingDetail', { params: { id: recording.id }, signal }))
  const detail = loaded.data?.id === recording.id ? loaded.data : null
  const held = detail?.held ?? recording.held
  const removedAt = detail?.removedAt ?? recording.removedAt
  const menu = keeper && detail && (
    <RecordingMenu held={held} removed={removedAt !== null} onHold={() => setOpen('hold')} onListeners={() => setOpen('listeners')} />
  )
  return (
    <>
      {removedAt ? (
        <div className="recording-removed" data-testid="recording-removed">
          <Icon name="clock" size={14} />
          <span>{t('recording.removed', { at: formatDate(removedAt) })}</span>
          {menu}
        </div>
      ) : (
        <RecordingPlayer url={recording.url} durationMs={recording.durationMs} detail={detail} menu={menu || undefined} {...(label ? { label } : {})} />
      )}
      {held && (
        <p className="recording-held" data-testid="recording-held">
          <Icon name="check" size={12} /> {t('recording.held')}
          {detail?.holds?.[0] && ` · ${detail.holds[0].reason}`}
        </p>
      )}
      {detail && open === 'hold' && (
        <HoldDialog
          detail={detail}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null)
            loaded.reload()
          }}
        />
      )}
      {detail && open === 'listeners' && <ListenersDialog detail={detail} onClose={() => setOpen(null)} />}
    </>
  )
}
