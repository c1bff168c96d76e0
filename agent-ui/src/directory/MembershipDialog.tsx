// A role in a unit for somebody; who is in another unit already is moved or kept in both only when that is chosen here.
import { Button, DatePicker, Modal, Radio } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewMembershipBody, type OtherUnits, type PersonDetail } from '../../../src/contract/directory.ts'
import { type Role, roles } from '../../../src/contract/values.ts'
import { api } from '../api/client.ts'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { UnitPicker } from '../kit/UnitPicker.tsx'
import { useSaving } from './useSaving.ts'

interface Props {
  detail: PersonDetail
  onClose: () => void
  onSaved: () => void
  onReload: () => void
}

export function MembershipDialog({ detail: { person }, onClose, onSaved, onReload }: Props) {
  const { t } = useTranslation()
  const [role, setRole] = useState<Role>('focal-point')
  const [unitId, setUnitId] = useState<string | null>(null)
  const [period, setPeriod] = useState<{ from: string | null; to: string | null }>({ from: null, to: null })
  const [otherUnits, setOtherUnits] = useState<OtherUnits | undefined>(undefined)
  const saving = useSaving('role', ['role', 'unitId', 'from', 'to', 'otherUnits'])
  const elsewhere = [...new Set(person.memberships.filter((one) => one.unitId !== unitId).map(({ unitName }) => unitName))]
  const here = person.memberships.some((one) => one.unitId === unitId)
  // Known from what the page has; the server asks as well, for it knows what is to come.
  const asks = (unitId !== null && elsewhere.length > 0 && !here) || Boolean(saving.errors['otherUnits'])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const midnight = (day: string | null) => (day ? `${day}T00:00:00+07:00` : null)
    const body = saving.parse(NewMembershipBody, {
      version: person.version,
      role,
      unitId: unitId ?? '',
      ...(period.from ? { from: midnight(period.from) } : {}),
      to: midnight(period.to),
      ...(otherUnits ? { otherUnits } : {}),
    })
    if (body && (await saving.run(() => api('addMembership', { params: { id: person.id }, body })))) onSaved()
  }
  const day = (name: 'from' | 'to', label: string, placeholder: string) => (
    <Field id={`role-${name}`} label={label} error={saving.errors[name]}>
      {({ id }) => (
        <DatePicker
          id={id}
          format="DD/MM/YYYY"
          placeholder={placeholder}
          value={period[name] ? dayjs(period[name]) : null}
          onChange={(value) => setPeriod((old) => ({ ...old, [name]: value?.format('YYYY-MM-DD') ?? null }))}
          data-testid={`role-${name}`}
        />
      )}
    </Field>
  )
  return (
    <Modal open title={t('directory.addRoleTitle', { name: person.name })} onCancel={onClose} footer={null} width={520}>
      <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
        {saving.problem && (
          <Notice tone="error" testId="role-problem" action={saving.conflict && <Button onClick={onReload}>{t('directory.readNewest')}</Button>}>
            {saving.problem}
          </Notice>
        )}
        <Field id="role-unitId" label={t('people.unit')} required error={saving.errors['unitId']}>
          {(tied) => <UnitPicker tied={tied} value={unitId} onChange={setUnitId} placeholder={t('people.needUnit')} testId="role-unitId" />}
        </Field>
        <Field id="role-role" label={t('people.role')} required error={saving.errors['role']}>
          {(tied) => (
            <Choice<Role>
              {...tied}
              value={role}
              onChange={setRole}
              options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
              data-testid="role-role"
            />
          )}
        </Field>
        <div className="field-pair">
          {day('from', t('directory.from'), t('directory.atOnce'))}
          {day('to', t('directory.to'), t('directory.forGood'))}
        </div>
        {asks && (
          <Notice tone="wait" testId="two-units">
            <p>
              <b>{t('directory.alreadyIn', { units: elsewhere.join(', ') || (saving.errors['otherUnits'] ?? '') })}</b>
            </p>
            <Radio.Group
              id="role-otherUnits"
              className="choice-lines"
              aria-label={t('directory.alreadyInChoice')}
              value={otherUnits ?? null}
              onChange={(event) => setOtherUnits(event.target.value as OtherUnits)}
              options={[
                { value: 'move', label: t('directory.move') },
                { value: 'both', label: t('directory.both') },
              ]}
            />
            {saving.errors['otherUnits'] && !otherUnits && <p className="field-error">{t('directory.chooseOne')}</p>}
          </Notice>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.busy} data-testid="role-submit">
            {t('directory.addRoleSubmit')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
