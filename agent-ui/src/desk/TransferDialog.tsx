// Chuyển máy: who else is on duty and what he does, as the server knows it now; a press passes the call on.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Colleague } from '../../../src/contract/calls.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDuration, useNow } from '../kit/time.ts'
import type { Desk } from './desk.tsx'
import { OutsideRows } from './OutsideRows.tsx'
import { consultWith, transferCall } from './transfer-actions.ts'
import { useColleagues } from './useColleagues.ts'

export function TransferDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const { t } = useTranslation()
  const colleagues = useColleagues(desk)
  const [busy, setBusy] = useState(false)
  const somebodyFree = colleagues?.some(({ free }) => free) ?? false
  const pass = async (act: () => Promise<boolean>) => {
    setBusy(true)
    const done = await act()
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Modal open title={t('transfer.title')} footer={null} onCancel={onClose} width={640} className="list-dialog" data-testid="transfer-dialog">
      {desk.notice && (
        <Notice tone="error" testId="transfer-problem">
          {desk.notice}
        </Notice>
      )}
      <ul className="colleagues" aria-busy={colleagues === null}>
        <li>
          <div className="colleague-who">
            <b>{t('transfer.queue')}</b>
            <span>{t(somebodyFree ? 'transfer.queueText' : 'transfer.nobodyFree')}</span>
          </div>
          <Button disabled={busy || !somebodyFree} onClick={() => void pass(() => transferCall(desk, null))} data-testid="transfer-queue">
            {t('transfer.now')}
          </Button>
        </li>
        {colleagues?.map((colleague) => (
          <li key={colleague.agentId} data-testid="colleague" data-free={colleague.free}>
            <Who colleague={colleague} />
            <Button
              type="primary"
              disabled={busy || !colleague.free}
              onClick={() => void pass(() => consultWith(desk, colleague.agentId))}
              aria-label={t('transfer.askFirstOf', { name: colleague.name })}
              data-testid="consult-start"
            >
              {t('transfer.askFirst')}
            </Button>
            <Button
              disabled={busy || !colleague.free}
              onClick={() => void pass(() => transferCall(desk, colleague.agentId))}
              aria-label={t('transfer.nowTo', { name: colleague.name })}
              data-testid="transfer-now"
            >
              {t('transfer.now')}
            </Button>
          </li>
        ))}
      </ul>
      {colleagues?.length === 0 && <p className="muted">{t('transfer.alone')}</p>}
      <OutsideRows
        busy={busy}
        onAsk={(number) => void pass(() => consultWith(desk, { number }))}
        onPass={(number) => void pass(() => transferCall(desk, { number }))}
      />
    </Modal>
  )
}

function Who({ colleague: { name, state, pauseReason, since, free } }: { colleague: Colleague }) {
  const { t } = useTranslation()
  const now = useNow()
  const words = [t(`agent.${state}`), pauseReason && t(`pause.${pauseReason}`), state === 'ready' && !free && t('transfer.noPhone')].filter(Boolean)
  return (
    <div className="colleague-who">
      <b>{name}</b>
      <span>
        <Glyph shape={`agent-${state}`} size={13} /> {words.join(', ')} {formatDuration((now - Date.parse(since)) / 1000)}
      </span>
    </div>
  )
}
