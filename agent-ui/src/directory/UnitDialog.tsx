// A new unit, or one changed. Its end is not here: closing asks about people, slips and the successor.
import { Button, Checkbox, DatePicker, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DirectoryUnit, NewUnitBody, type UnitDetail, type UnitKind, unitCapabilities, unitKinds } from '../../../src/contract/directory.ts'
import { foldWords } from '../../../src/contract/imports.ts'
import { api } from '../api/client.ts'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { matchesOption } from '../kit/search-text.ts'
import { serverNow } from '../kit/time.ts'
import { withAllBelow } from './unit-tree.ts'
import { useSaving } from './useSaving.ts'

interface Props {
  unit: DirectoryUnit | null
  units: DirectoryUnit[]
  onClose: () => void
  onSaved: (detail: UnitDetail) => void
  onReload?: () => void
}

export function UnitDialog({ unit, units, onClose, onSaved, onReload }: Props) {
  const { t } = useTranslation()
  const [values, setValues] = useState<NewUnitBody>(() => (unit ? bodyOf(unit) : emptyBody()))
  // Read anew after a conflict: what was typed here stays, what was not takes the newest.
  const base = useRef(unit)
  useEffect(() => {
    if (!unit || !base.current || base.current.version === unit.version) return
    const [before, newest] = [bodyOf(base.current), bodyOf(unit)]
    base.current = unit
    const untouched = (Object.keys(newest) as (keyof NewUnitBody)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(newest[key]))
    setValues((old) => ({
      ...old,
      ...Object.fromEntries(untouched.filter((key) => JSON.stringify(old[key]) === JSON.stringify(before[key])).map((key) => [key, newest[key]])),
    }))
  }, [unit])
  const [codeTouched, setCodeTouched] = useState(unit !== null)
  const saving = useSaving('unit', ['name', 'code', 'kind', 'validFrom', 'parentId', 'predecessorId', 'capabilities'])
  const set = (part: Partial<NewUnitBody>) => setValues((old) => ({ ...old, ...part }))
  const below = unit ? withAllBelow(units, unit.id) : new Set<string>()
  const named = (list: DirectoryUnit[]) =>
    list.map(({ id, name, code, inForce }) => ({ value: id, label: inForce ? `${name} (${code})` : `${name} (${code}, ${t('directory.isClosed')})` }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = saving.parse(NewUnitBody, values)
    if (!body) return
    await saving.run(async () =>
      onSaved(unit ? await api('saveUnit', { params: { id: unit.id }, body: { ...body, version: unit.version } }) : await api('addUnit', { body })),
    )
  }
  return (
    <Modal open title={unit ? t('directory.editUnitTitle') : t('directory.addUnitTitle')} onCancel={onClose} footer={null} width={640}>
      <form className="dialog-form dialog-grid" onSubmit={(event) => void submit(event)} noValidate>
        {saving.problem && (
          <div className="grid-wide">
            <Notice tone="error" testId="unit-problem" action={saving.conflict && onReload && <Button onClick={onReload}>{t('directory.readNewest')}</Button>}>
              {saving.problem}
            </Notice>
          </div>
        )}
        <Field id="unit-name" label={t('directory.unitName')} required error={saving.errors['name']} className="grid-wide">
          {(tied) => (
            <Input
              {...tied}
              value={values.name}
              maxLength={200}
              onChange={({ target: { value } }) => set({ name: value, ...(codeTouched ? {} : { code: foldWords(value).replaceAll(' ', '-') }) })}
              data-testid="unit-name"
            />
          )}
        </Field>
        <Field id="unit-code" label={t('directory.code')} required error={saving.errors['code']}>
          {(tied) => (
            <Input
              {...tied}
              value={values.code}
              maxLength={100}
              onChange={({ target: { value } }) => {
                setCodeTouched(true)
                set({ code: value })
              }}
              data-testid="unit-code"
            />
          )}
        </Field>
        <Field id="unit-kind" label={t('directory.kind')} required error={saving.errors['kind']}>
          {(tied) => (
            <Choice<UnitKind>
              {...tied}
              value={values.kind}
              onChange={(kind) => set({ kind })}
              options={unitKinds.map((value) => ({ value, label: t(`unitKind.${value}`) }))}
              data-testid="unit-kind"
            />
          )}
        </Field>
        <Field id="unit-validFrom" label={t('directory.since_')} required error={saving.errors['validFrom']}>
          {({ id }) => (
            <DatePicker
              id={id}
              format="DD/MM/YYYY"
              allowClear={false}
              placeholder={t('tickets.datePlaceholder')}
              value={values.validFrom ? dayjs(values.validFrom) : null}
              onChange={(value) => set({ validFrom: value?.format('YYYY-MM-DD') ?? '' })}
              data-testid="unit-validFrom"
            />
          )}
        </Field>
        <Field id="unit-parentId" label={t('directory.parent')} error={saving.errors['parentId']}>
          {(tied) => (
            <Choice<string | null>
              {...tied}
              allowClear
              showSearch={{ filterOption: matchesOption }}
              placeholder={t('directory.noParent')}
              value={values.parentId}
              onChange={(parentId) => set({ parentId: parentId ?? null })}
              options={named(units.filter(({ id, inForce }) => !below.has(id) && (inForce || id === values.parentId)))}
              data-testid="unit-parentId"
            />
          )}
        </Field>
        <Field id="unit-predecessorId" label={t('directory.predecessor')} error={saving.errors['predecessorId']} className="grid-wide">
          {(tied) => (
            <Choice<string | null>
              {...tied}
              allowClear
              showSearch={{ filterOption: matchesOption }}
              placeholder={t('directory.none')}
              value={values.predecessorId}
              onChange={(predecessorId) => set({ predecessorId: predecessorId ?? null })}
              options={named(units.filter(({ id }) => id !== unit?.id))}
              data-testid="unit-predecessorId"
            />
          )}
        </Field>
        <fieldset className="grid-wide">
          <legend className="field-legend">{t('directory.capabilities')}</legend>
          <Checkbox.Group
            className="choice-lines"
            value={values.capabilities}
            onChange={(capabilities) => set({ capabilities: capabilities as NewUnitBody['capabilities'] })}
            options={unitCapabilities.map((value) => ({ value, label: t(`capabilityChoice.${value}`) }))}
          />
          {saving.errors['capabilities'] && <p className="field-error">{saving.errors['capabilities']}</p>}
        </fieldset>
        <Checkbox className="grid-wide" checked={values.headIsFocal} onChange={(event) => set({ headIsFocal: event.target.checked })}>
          {t('directory.headIsFocalChoice')}
        </Checkbox>
        <div className="dialog-actions grid-wide">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.busy} data-testid="unit-submit">
            {unit ? t('action.save') : t('directory.addUnitSubmit')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

const bodyOf = ({ code, name, kind, capabilities, parentId, predecessorId, headIsFocal, validFrom }: DirectoryUnit): NewUnitBody => ({
  code,
  name,
  kind,
  capabilities,
  parentId,
  predecessorId,
  headIsFocal,
  validFrom,
})
const emptyBody = (): NewUnitBody => ({
  code: '',
  name: '',
  kind: 'department',
  capabilities: [],
  parentId: null,
  predecessorId: null,
  headIsFocal: false,
  validFrom: dayjs(serverNow()).format('YYYY-MM-DD'),
})
