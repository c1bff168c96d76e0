// The dialog of any act: its fields, and what happens when somebody else was quicker or the server is away. Typed words are never lost.
import { Button, Checkbox, Modal } from 'antd'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActType } from '../../../src/contract/acts.ts'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { ApiError, api, messageOf } from '../api/client.ts'
import { AttachmentDrop } from '../attachments/AttachmentDrop.tsx'
import { useUnderWay } from '../attachments/under-way.ts'
import { Notice } from '../kit/Notice.tsx'
import { useMe } from '../session/session.tsx'
import { ActFieldInput } from './ActFieldInput.tsx'
import { type ActValues, actBody, draftResult, errorsAfter, errorsInPlace, firstValues, resultToCheck, strayErrors, unansweredUnits } from './act-body.ts'
import { actForms } from './act-forms.ts'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { ExtensionFields } from './ExtensionFields.tsx'
import { focusFirst, useFocusBack } from './focus.ts'
import { hasNewer } from './newer-version.ts'
import { PublicTextField } from './PublicTextField.tsx'
import { RefusalPhrases } from './RefusalPhrases.tsx'
import { forgetTyped, keepTyped, readTyped, typedKey } from './typed-words.ts'
import { UnansweredUnits } from './UnansweredUnits.tsx'

interface Props {
  type: ActType
  ticket: Ticket
  slip: Slip | null
  onClose: () => void
  onDone: (ticket: Ticket) => void
  /** Reads the newer version beside the dialog. */
  onReload: () => void
  /** Says which petition it is, where no page of it stands behind. */
  about?: boolean
  /** Opens another dialog in place of this one. */
  onInstead?: (type: ActType) => void
}

export function ActDialog({ type, ticket, slip, onClose, onDone, onReload, about = false, onInstead }: Props) {
  const { t } = useTranslation()
  const form = actForms[type] ?? { fields: [], tellsNext: false }
  const key = typedKey(useMe().id, ticket, type, slip)
  const [firstKey] = useState(key)
  const [kept, setKept] = useState(() => readTyped(key))
  useFocusBack()
  const [values, setValues] = useState<ActValues>(() => ({ ...firstValues(type, ticket, slip), ...kept }))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  // One id for the whole dialog: a second click, or a retry after an answer that was lost, is the same act.
  const [actId, setActId] = useState(() => crypto.randomUUID())
  const set = (part: ActValues) => {
    const next = { ...values, ...part }
    setValues(next)
    keepTyped(key, next)
    // Other words are another act: a retry with them must not be taken for the one that was lost on its way.
    setActId(crypto.randomUUID())
    const left = errorsAfter(errors, Object.keys(part))
    setErrors(left)
    // What the head of the dialog says of a field goes with the field's own words.
    if (problem?.code === 'invalid-input' && Object.keys(left).length < Object.keys(errors).length) setProblem(null)
  }
  // The slip may have moved on while one typed: what was kept for its old term is done with as well.
  const forget = () => [key, firstKey].forEach(forgetTyped)
  const startAnew = () => {
    forget()
    setValues(firstValues(type, ticket, slip))
    setKept(null)
  }

  // An act may end the right to attach, so it waits for every file of the petition; closing stops the dialog's own.
  const sending = useUnderWay(ticket.id)
  const [stopFiles, setStopFiles] = useState<(() => void) | null>(null)
  const [asksToClose, setAsksToClose] = useState(false)
  // A file that was not taken would be missing without a word: it is sent again or taken off the list first.
  const [refusedFiles, setRefusedFiles] = useState(0)
  const close = () => (stopFiles ? setAsksToClose(true) : onClose())

  const submit = async () => {
    if (busy || sending || refusedFiles > 0) return
    setProblem(null)
    const body = actBody({ type, actId, ticket, slip, values })
    if (!body.ok) {
      setErrors(body.fields)
      return document.getElementById(`act-${Object.keys(body.fields)[0] ?? ''}`)?.focus()
    }
    setErrors({})
    setBusy(true)
    try {
      const done = await api('act', { params: { id: ticket.id }, body: body.act })
      forget()
      onDone(done)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid-input' && Object.keys(error.fields).length > 0) setErrors(errorsInPlace(type, error.fields))
      setProblem(error instanceof ApiError ? error : new ApiError('internal', messageOf(error)))
      // A refused act was not done: the next try is another one. One without an answer may have been.
      if (error instanceof ApiError && error.code !== 'offline' && error.code !== 'unavailable') setActId(crypto.randomUUID())
    } finally {
      setBusy(false)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) void submit()
  }
  const stray = strayErrors(type, errors)
  const stale = problem !== null && hasNewer(problem, ticket.version)
  return (
    <Modal open title={t(`acts.${type}Title` as 'acts.extendTitle')} onCancel={close} afterOpenChange={focusFirst} footer={null} width={560} destroyOnHidden>
      <form className="dialog-form act-form" onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate data-testid={`act-dialog-${type}`}>
        {problem && (
          <Notice tone="error" testId="act-problem" action={stale ? <Button onClick={onReload}>{t('acts.seeNew')}</Button> : undefined}>
            {problem.message} {problem.code === 'offline' && t('acts.kept')}
          </Notice>
        )}
        {stray.length > 0 && (
          <ul className="act-stray" role="alert" data-testid="act-stray">
            {stray.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        {about && (
          <p className="act-about">
            <b>{ticket.form.title || t('tickets.noTitle')}</b> <span className="muted code">{ticket.code}</span>
          </p>
        )}
        <ChangedMeanwhile ticket={ticket} />
        {kept && !problem && (
          <p className="muted act-kept">
            {t('acts.savedTyped')}
            <Button size="small" onClick={startAnew} data-testid="act-anew">
              {t('acts.startAnew')}
            </Button>
          </p>
        )}
        {type === 'coordinate' && slip && (
          <p className="act-main-unit">
            <span className="muted">{t('acts.unit')}</span> <b>{slip.unitName}</b>
          </p>
        )}
        {type === 'extend' && <ExtensionFields ticket={ticket} slip={slip} values={values} errors={errors} onChange={set} />}
        {type === 'refuse' && <RefusalPhrases onPick={set} />}
        {type === 'hand-in' && (
          <ResultShown
            content={draftResult(ticket, slip)?.content ?? null}
            onWrite={onInstead && ticket.acts.includes('save-result') ? () => onInstead('save-result') : undefined}
          />
        )}
        {type === 'hand-in' && <UnansweredUnits names={unansweredUnits(ticket, slip)} values={values} error={errors.withoutAnswers} onChange={set} />}
        {type === 'send-back' && <ResultShown content={resultToCheck(ticket)?.content ?? null} />}
        {form.fields.map((field) => (
          <ActFieldInput key={field.name} field={field} ticket={ticket} slip={slip} value={values[field.name]} error={errors[field.name]} onChange={set} />
        ))}
        {type === 'approve' && <PublicTextField ticket={ticket} values={values} error={errors.publicText} onChange={set} />}
        {(type === 'save-result' || type === 'extend') && (
          <AttachmentDrop ticketId={ticket.id} onDone={onReload} keepsDone onBusy={(stop) => setStopFiles(() => stop)} onRefused={setRefusedFiles} />
        )}
        {form.tellsNext && (
          <Checkbox checked={values.notifyNext !== false} onChange={(event) => set({ notifyNext: event.target.checked })}>
            {t('acts.notifyNext')}
          </Checkbox>
        )}
        {stopFiles && asksToClose && (
          <Notice
            tone="wait"
            testId="act-files-ask"
            action={
              <Button
                onClick={() => {
                  stopFiles()
                  onClose()
                }}
                data-testid="act-close-anyway"
              >
                {t('attachments.closeAnyway')}
              </Button>
            }
          >
            {t('attachments.leaveAsk')}
          </Notice>
        )}
        <div className="dialog-actions">
          {sending && (
            <span className="muted act-files-wait" id="act-files-wait" role="status" data-testid="act-files-wait">
              {t('attachments.actWaits')}
            </span>
          )}
          {refusedFiles > 0 && !sending && (
            <span className="muted act-files-wait" role="status" data-testid="act-files-refused">
              {t('attachments.refusedFirst', { count: refusedFiles })}
            </span>
          )}
          <Button onClick={close}>{t('acts.cancel')}</Button>
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={sending || refusedFiles > 0}
            aria-describedby={sending ? 'act-files-wait' : undefined}
            data-testid="act-submit"
          >
            {problem?.code === 'offline' ? t('acts.retry') : t(type === 'save-result' ? 'acts.okDraft' : 'acts.ok')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function ResultShown({ content, onWrite }: { content: string | null; onWrite?: (() => void) | undefined }) {
  const { t } = useTranslation()
  if (content === null)
    return (
      <Notice tone="info" action={onWrite && <Button onClick={onWrite}>{t('acts.save-result')}</Button>}>
        {t('acts.noResult')}
      </Notice>
    )
  return <blockquote className="result-shown">{content}</blockquote>
}
