// Cài đặt thời hạn: what the regulation leaves open, each with its article, saved as a version with a reason.
import { Button, Input, InputNumber, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { DeadlineSetting, DeadlineSettingsView } from '../../../../src/contract/calendars.ts'
import { ApiError, api, wordsOf } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { Choice } from '../../kit/Choice.tsx'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'

type Setting = z.infer<typeof DeadlineSetting>
type Value = Setting['value']

export default function DeadlineSettingsPage() {
  const { t } = useTranslation()
  const settings = useFetch('deadline-settings', (signal) => api('deadlineSettings', { signal }))
  return (
    <main className="list-page">
      <h1 className="page-tab">{t('calendars.settings')}</h1>
      {settings.error && <Notice tone="error">{settings.error.message}</Notice>}
      {!settings.data && !settings.error && <Skeleton active className="ticket-loading" />}
      {settings.data && <Editor key={settings.data.version} view={settings.data} onSaved={settings.reload} />}
    </main>
  )
}

function Editor({ view, onSaved }: { view: z.infer<typeof DeadlineSettingsView>; onSaved: () => void }) {
  const { t } = useTranslation()
  const [values, setValues] = useState<Record<string, Value>>({})
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const set = (key: string, value: Value) => setValues((old) => ({ ...old, [key]: value }))
  const changed = Object.keys(values).length > 0
  const save = async () => {
    setErrors(reason.trim() ? {} : { reason: t('calendars.needReason') })
    setProblem(null)
    if (!reason.trim()) return
    try {
      await api('saveDeadlineSettings', { body: { version: view.version, values, reason } })
      onSaved()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid-input') setErrors(error.fields)
      // A value of the list is marked in its row; whatever else the server names has no box of its own.
      setProblem(wordsOf(error, (field) => field === 'reason' || view.settings.some(({ key }) => key === field)))
    }
  }
  return (
    <>
      <p className="muted settings-note">{t('calendars.settingsNote')}</p>
      <div className="table-scroll">
        <table className="table settings-table" data-testid="settings">
          <thead>
            <tr>
              <th scope="col">{t('calendars.setting')}</th>
              <th scope="col">{t('calendars.value')}</th>
              <th scope="col">{t('calendars.source')}</th>
            </tr>
          </thead>
          <tbody>
            {view.settings.map((setting) => (
              <tr key={setting.key}>
                <td id={`setting-${setting.key}-label`}>{setting.label}</td>
                <td>
                  <ValueInput setting={setting} value={values[setting.key] ?? setting.value} onChange={(value) => set(setting.key, value)} />
                  {errors[setting.key] && <p className="field-error">{errors[setting.key]}</p>}
                  {setting.isDefault && !(setting.key in values) && <span className="muted">{t('calendars.default')}</span>}
                </td>
                <td>{setting.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changed && (
        <footer className="list-footer settings-footer">
          {problem && <Notice tone="error">{problem}</Notice>}
          <Field id="settings-reason" label={t('calendars.reason')} required error={errors['reason']}>
            {(tied) => (
              <Input
                {...tied}
                value={reason}
                onChange={(event) => {
                  setReason(event.target.value)
                  setErrors(({ reason: _, ...others }) => others)
                }}
              />
            )}
          </Field>
          <Button onClick={() => setValues({})}>{t('calendars.discard')}</Button>
          <Button type="primary" onClick={() => void save()}>
            {t('calendars.saveSettings')}
          </Button>
        </footer>
      )}
    </>
  )
}

function ValueInput({ setting, value, onChange }: { setting: Setting; value: Value; onChange: (value: Value) => void }) {
  const { t } = useTranslation()
  const labelled = { 'aria-labelledby': `setting-${setting.key}-label` }
  switch (setting.kind) {
    case 'flag':
      return <Switch {...labelled} checked={value === true} checkedChildren={t('calendars.yes')} unCheckedChildren={t('calendars.no')} onChange={onChange} />
    case 'choice':
      return <Choice id={`setting-${setting.key}`} {...labelled} value={String(value)} options={setting.choices} onChange={(next) => next && onChange(next)} />
    case 'hours-list':
      return (
        <Input
          {...labelled}
          defaultValue={(value as number[]).join(', ')}
          placeholder={t('calendars.list')}
          onChange={(event) =>
            onChange(
              event.target.value
                .split(/[,;]/)
                .map((part) => Number(part.trim().replace(',', '.')))
                .filter((hours) => hours > 0),
            )
          }
        />
      )
    default:
      return <InputNumber {...labelled} min={0} value={Number(value)} onChange={(next) => next !== null && onChange(next)} />
  }
}
