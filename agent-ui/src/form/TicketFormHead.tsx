import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { requestKinds } from '../../../src/contract/values.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatTimeWithSeconds } from '../kit/time.ts'
import { emptyBcci } from './bcci.ts'
import type { DraftState, TicketDraft } from './ticket-draft.ts'

/** Kind of request at the left, how safe the words are at the right. */
export function TicketFormHead({ draft, state }: { draft: TicketDraft; state: DraftState }) {
  const { t } = useTranslation()
  return (
    <div className="form-head">
      <Segmented
        aria-label={t('form.kind')}
        data-testid="field-kind"
        value={state.form.kind}
        onChange={(kind) => chooseKind(draft, kind)}
        options={requestKinds.map((kind) => ({ value: kind, label: t(`form.${kind}`) }))}
      />
      <SaveWords state={state} untouched={draft.untouched} />
    </div>
  )
}

/** Changes the kind; what was typed for another kind stays. */
export function chooseKind(draft: TicketDraft, kind: (typeof requestKinds)[number]): void {
  draft.set('kind', kind)
  if (kind === 'bcci' && !draft.state.get().form.bcci) draft.set('bcci', emptyBcci)
}

function SaveWords({ state, untouched }: { state: DraftState; untouched: boolean }) {
  const { t } = useTranslation()
  const { save } = state
  return (
    <span className={`save-words save-${save.kind}`} role="status" data-testid="save-state" data-state={save.kind}>
      {save.kind === 'idle' && t(!state.editing ? 'form.autosave' : untouched ? 'form.editing' : 'form.editKept')}
      {save.kind === 'saving' && t('form.saving')}
      {save.kind === 'saved' && (
        <>
          <Icon name="check" size={14} /> {t('form.savedAt', { time: formatTimeWithSeconds(save.at) })}
        </>
      )}
      {save.kind === 'local' && (
        <>
          <Icon name="warning" size={14} /> {t('form.savedLocally')}
        </>
      )}
      {save.kind === 'refused' && (
        <>
          <Icon name="warning" size={14} /> {t('form.refused', { reason: save.reason === 'storage' ? t('form.storageFull') : save.reason })}
        </>
      )}
    </span>
  )
}
