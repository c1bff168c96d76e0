// Cho ngừng hoạt động: from which day, who takes over, what becomes of the people; several units at once are a merger.
import { Button, Checkbox, DatePicker, Modal, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseUnitsBody, type DirectoryUnit, type UnitDetail } from '../../../src/contract/directory.ts'
import { api } from '../api/client.ts'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { matchesOption } from '../kit/search-text.ts'
import { serverNow } from '../kit/time.ts'
import { useSaving } from './useSaving.ts'

interface Props {
  detail: UnitDetail
  units: DirectoryUnit[]
  onClose: () => void
  onSaved: () => void
}

export function CloseUnitsDialog({ detail, units, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const [others, setOthers] = useState<string[]>([])
  const [on, setOn] = useState(() => dayjs(serverNow()).format('YYYY-MM-DD'))
  const [successorId, setSuccessorId] = useState<string | null>(null)
  const [members, setMembers] = useState<'move' | 'end'>('move')
  const [accepted, setAccepted] = useState(false)
  const saving = useSaving('close', ['on', 'successorId', 'acceptOpenSlips'])
  // What the server counted last: with other units there may be more than this unit's own.
  const open = Number(saving.errors['acceptOpenSlips'] ?? detail.openSlips)
  const ids = [detail.unit.id, ...others]
  const options = (except: readonly string[]) =>
    units.filter(({ id, validTo }) => !except.includes(id) && validTo === null).map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = saving.parse(CloseUnitsBody, {
      units: ids.map((id) => ({ id, version: id === detail.unit.id ? detail.unit.version : (units.find((unit) => unit.id === id)?.version ?? 1) })),
      on,
      successorId,
      members: successorId ? members : 'end',
      acceptOpenSlips: accepted ? open : 0,
    })
    if (body && (await saving.run(() => api('closeUnits', { body })))) onSaved()
  }
  return (
    <Modal open title={t('directory.closeTitle', { name: detail.unit.name })} onCancel={onClose} footer={null} width={560}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
        {saving.problem && (
          <Notice tone="error" testId="close-problem">
            {saving.problem}
          </Notice>
        )}
        <Field id="close-on" label={t('directory.closeOn')} required error={saving.errors['on']} help={t('directory.closeOnHelp')}>
          {({ id }) => (
            <DatePicker
              id={id}
              format="DD/MM/YYYY"
              allowClear={false}
              value={dayjs(on)}
              onChange={(value) => value && setOn(value.format('YYYY-MM-DD'))}
              data-testid="close-on"
            />
          )}
        </Field>
        <Field id="close-successorId" label={t('directory.successor')} error={saving.errors['successorId']}>
          {(tied) => (
            <Choice<string | null>
              {...tied}
              allowClear
              showSearch={{ filterOption: matchesOption }}
              placeholder={t('directory.noSuccessor')}
              value={successorId}
              onChange={(id) => setSuccessorId(id ?? null)}
              options={options(ids)}
              data-testid="close-successorId"
            />
          )}
        </Field>
        <Field id="close-others" label={t('directory.closeOthers')}>
          {(tied) => (
            <Select
              {...tied}
              mode="multiple"
              showSearch={{ filterOption: matchesOption }}
              placeholder={t('directory.none')}
              value={others}
              onChange={setOthers}
              options={options([detail.unit.id, successorId ?? ''])}
              data-testid="close-others"
            />
          )}
        </Field>
        {successorId && (
          <fieldset>
            <legend className="field-legend">{t('directory.closePeople')}</legend>
            <Radio.Group
              className="choice-lines"
              value={members}
              onChange={(event) => setMembers(event.target.value as 'move' | 'end')}
              options={[
                { value: 'move', label: t('directory.closeMove') },
                { value: 'end', label: t('directory.closeEnd') },
              ]}
            />
          </fieldset>
        )}
        {!successorId && detail.members.length > 0 && <Notice tone="wait">{t('directory.closeEndsAll', { count: detail.members.length })}</Notice>}
        {open > 0 && (
          <Notice tone="wait" testId="open-slips">
            <p>{t('directory.openSlipsWarning', { count: open })}</p>
            <Checkbox id="close-acceptOpenSlips" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} data-testid="accept-open-slips">
              {t('directory.openSlipsAccept')}
            </Checkbox>
          </Notice>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.busy} data-testid="close-submit">
            {others.length > 0 ? t('directory.mergeSubmit', { count: ids.length }) : t('directory.closeSubmit')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
