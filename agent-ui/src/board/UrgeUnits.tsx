// Đôn đốc đơn vị: where petitions are late, and one message to the unit for all of them; each is recorded in its petition.
import { Button, Input, Modal } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { UnitsDue } from '../../../src/contract/units-due.ts'
import { api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { useRepeat } from '../api/useRepeat.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime } from '../kit/time.ts'
import { PaneEmpty } from './PaneEmpty.tsx'

const everyMs = 60_000
type Unit = UnitsDue['units'][number]

export function UrgeUnits() {
  const { t } = useTranslation()
  const found = useFetch('units-due', (signal) => api('unitsDue', { signal }))
  const { reload } = found
  useRepeat(
    true,
    everyMs,
    useCallback(() => reload(), [reload]),
  )
  const [open, setOpen] = useState(false)
  const due = found.data
  return (
    <>
      <button type="button" className="figure-link urge-link" onClick={() => setOpen(true)} data-testid="open-urge">
        {t('board.urgeUnits.title')}
        {due && due.late > 0 && (
          <span className="urge-late">
            <Glyph shape="progress-late" size={12} /> {t('board.urgeUnits.count', { late: due.late })}
          </span>
        )}
      </button>
      {open && (
        <Modal
          open
          title={t('board.urgeUnits.title')}
          footer={null}
          onCancel={() => setOpen(false)}
          width={760}
          className="list-dialog"
          data-testid="urge-dialog"
        >
          {found.error && !due && <Notice tone="error">{found.error.message}</Notice>}
          {due && due.units.length === 0 && <PaneEmpty title={t('board.urgeUnits.empty')} text={t('board.urgeUnits.emptyText')} />}
          {due && due.units.length > 0 && (
            <>
              <p className="muted">{t('board.urgeUnits.sum', { late: due.late, soon: due.soon, hours: due.soonHours })}</p>
              <ul className="urge-units">
                {due.units.map((unit) => (
                  <UnitRow key={unit.id} unit={unit} hours={due.soonHours} onUrged={reload} />
                ))}
              </ul>
            </>
          )}
        </Modal>
      )}
    </>
  )
}

function UnitRow({ unit, hours, onUrged }: { unit: Unit; hours: number; onUrged: () => void }) {
  const { t } = useTranslation()
  const [writing, setWriting] = useState(false)
  const [text, setText] = useState(() => t('board.urgeUnits.preset'))
  const [told, setTold] = useState<{ tone: 'done' | 'error'; words: string } | null>(null)
  const [busy, setBusy] = useState(false)
  // Who is only soon due is not reproached with being late.
  const late = unit.petitions.filter((petition) => petition.late)
  const urge = async () => {
    setBusy(true)
    let sent = 0
    try {
      for (const { ticketId, version } of late) {
        await api('act', { params: { id: ticketId }, body: { type: 'urge', actId: crypto.randomUUID(), version, text } })
        sent += 1
      }
      setTold({ tone: 'done', words: t('board.urgeUnits.sent', { count: sent, unit: unit.name }) })
      setWriting(false)
    } catch (error) {
      setTold({ tone: 'error', words: t('board.urgeUnits.some', { count: sent, all: late.length, words: messageOf(error) }) })
    } finally {
      setBusy(false)
      onUrged()
    }
  }
  return (
    <li data-testid="urge-unit" data-unit-id={unit.id}>
      <div className="urge-head">
        <b>{unit.name}</b>
        <span className="muted">{t('board.urgeUnits.unit', { late: unit.late, soon: unit.soon, hours })}</span>
        {late.length > 0 && !writing && (
          <Button size="small" onClick={() => setWriting(true)} aria-label={`${t('board.urgeUnits.choose')}: ${unit.name}`} data-testid="urge-choose">
            {t('board.urgeUnits.choose')}
          </Button>
        )}
      </div>
      {writing && (
        <form
          className="urge-form"
          onSubmit={(event) => {
            event.preventDefault()
            void urge()
          }}
        >
          <Field id={`urge-${unit.id}`} label={t('board.urgeUnits.text')} required>
            {(tied) => (
              <Input.TextArea {...tied} value={text} maxLength={2000} autoSize onChange={(event) => setText(event.target.value)} data-testid="urge-text" />
            )}
          </Field>
          <Button type="primary" htmlType="submit" loading={busy} disabled={text.trim() === ''} data-testid="urge-send">
            {t('board.urgeUnits.send', { count: late.length })}
          </Button>
        </form>
      )}
      {told && <Notice tone={told.tone}>{told.words}</Notice>}
      <ul className="urge-petitions">
        {unit.petitions.map((petition) => (
          <li key={petition.ticketId}>
            <Link to={`/phan-anh/${petition.ticketId}`}>{petition.code ?? petition.title}</Link> <span>{petition.code ? petition.title : ''}</span>
            <span className={petition.late ? 'cell-sub over' : 'cell-sub'}>
              {t('board.urgeUnits.due', { at: formatDateTime(petition.dueAt) })}
              {petition.late && ` · ${t('board.urgeUnits.late')}`}
              {petition.urged && ` · ${t('board.urgeUnits.urged', { name: petition.urged.by, at: formatDateTime(petition.urged.at) })}`}
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}
