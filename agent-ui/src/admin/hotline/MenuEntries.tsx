// The branches of the menu, a row each: key, name, what happens, who is needed, how urgent.
import { Button, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { type MenuEntry, menuActions, menuKeys } from '../../../../src/contract/hotline.ts'
import { Choice } from '../../kit/Choice.tsx'
import { freeKey } from './draft.ts'
import type { HotlineDraft } from './useHotlineDraft.ts'

export function MenuEntries({ draft }: { draft: HotlineDraft }) {
  const { t } = useTranslation()
  const { entries } = draft.content.menu
  const setEntries = (next: (old: MenuEntry[]) => MenuEntry[]) => draft.change((old) => ({ ...old, menu: { ...old.menu, entries: next(old.menu.entries) } }))
  const change = (at: number, next: Partial<MenuEntry>) => setEntries((old) => old.map((entry, i) => (i === at ? { ...entry, ...next } : entry)))
  const noEntries = draft.errorAt('menu.entries')
  return (
    <section aria-labelledby="menu-entries-title">
      <h2 id="menu-entries-title">{t('hotline.entries')}</h2>
      {entries.length === 0 ? (
        <p className="muted">{t('hotline.noEntries')}</p>
      ) : (
        <table className="table menu-entries" data-testid="menu-entries">
          <thead>
            <tr>
              <th scope="col">{t('hotline.key')}</th>
              <th scope="col">{t('hotline.label')}</th>
              <th scope="col">{t('hotline.action')}</th>
              <th scope="col">{t('hotline.skill')}</th>
              <th scope="col">{t('hotline.priority')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('hotline.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, at) => (
              <EntryRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row being typed has no name but its place
                key={at}
                draft={draft}
                entry={entry}
                at={at}
                onChange={(next) => change(at, next)}
                onRemove={() => setEntries((old) => old.filter((_, i) => i !== at))}
              />
            ))}
          </tbody>
        </table>
      )}
      {noEntries && <p className="field-error">{noEntries}</p>}
      {entries.length < menuKeys.length && (
        <Button
          onClick={() => setEntries((old) => [...old, { key: freeKey(old), label: '', action: 'queue', skill: null, priorityMinutes: 0 }])}
          data-testid="menu-add"
        >
          {t('hotline.addEntry')}
        </Button>
      )}
    </section>
  )
}

interface RowProps {
  draft: HotlineDraft
  entry: MenuEntry
  at: number
  onChange: (next: Partial<MenuEntry>) => void
  onRemove: () => void
}

function EntryRow({ draft, entry, at, onChange, onRemove }: RowProps) {
  const { t } = useTranslation()
  const id = `menu-entry-${at}`
  const path = `menu.entries.${at}`
  const error = (name: string) => draft.errorAt(`${path}.${name}`)
  const wrong = ['key', 'label', 'action', 'skill', 'priorityMinutes'].map(error).filter((words) => words !== undefined)
  const warning = draft.warningAt(`${path}.key`)
  const queue = entry.action === 'queue'
  const named = (name: string) => ({ 'aria-label': t('hotline.entryField', { field: name, key: entry.key }), 'aria-describedby': `${id}-said` })
  return (
    <>
      <tr data-testid="menu-entry" data-key={entry.key}>
        <td data-label={t('hotline.key')}>
          <select
            className="key-choice"
            value={entry.key}
            {...named(t('hotline.key'))}
            aria-invalid={Boolean(error('key'))}
            onChange={(event) => onChange({ key: menuKeys.find((key) => key === event.target.value) ?? entry.key })}
          >
            {menuKeys.map((key) => (
              <option key={key} value={key}>
                {key}
              </option>
            ))}
          </select>
        </td>
        <td data-label={t('hotline.label')}>
          <Input
            value={entry.label}
            maxLength={60}
            placeholder={t('hotline.labelExample')}
            {...named(t('hotline.label'))}
            aria-invalid={Boolean(error('label'))}
            onChange={(event) => onChange({ label: event.target.value })}
            data-testid="menu-label"
          />
        </td>
        <td data-label={t('hotline.action')}>
          <span className="visually-hidden" id={`${id}-action-label`}>
            {t('hotline.entryField', { field: t('hotline.action'), key: entry.key })}
          </span>
          <Choice
            id={`${id}-action`}
            value={entry.action}
            aria-labelledby={`${id}-action-label`}
            aria-invalid={Boolean(error('action'))}
            onChange={(action) => onChange(action === 'queue' ? { action } : { action, skill: null, priorityMinutes: 0 })}
            options={menuActions.map((value) => ({ value, label: t(`hotline.do.${value}`) }))}
          />
        </td>
        <td data-label={t('hotline.skill')}>
          <span className="visually-hidden" id={`${id}-skill-label`}>
            {t('hotline.entryField', { field: t('hotline.skill'), key: entry.key })}
          </span>
          <Choice
            id={`${id}-skill`}
            value={entry.skill ?? ''}
            disabled={!queue}
            aria-labelledby={`${id}-skill-label`}
            aria-invalid={Boolean(error('skill'))}
            onChange={(skill) => onChange({ skill: skill || null })}
            options={[{ value: '', label: t('hotline.anybody') }, ...draft.content.skills.map(({ code, name }) => ({ value: code, label: name }))]}
          />
        </td>
        <td data-label={t('hotline.priority')}>
          <InputNumber
            value={entry.priorityMinutes}
            precision={0}
            suffix={t('hotline.minutes')}
            disabled={!queue}
            {...named(t('hotline.priority'))}
            aria-invalid={Boolean(error('priorityMinutes'))}
            onChange={(next) => next !== null && onChange({ priorityMinutes: Number(next) })}
          />
        </td>
        <td>
          <Button onClick={onRemove} aria-label={t('hotline.removeEntry', { key: entry.key })}>
            {t('hotline.remove')}
          </Button>
        </td>
      </tr>
      {(wrong.length > 0 || warning) && (
        <tr className="entry-said">
          <td colSpan={6} id={`${id}-said`}>
            {wrong.map((words) => (
              <p key={words} className="field-error">
                {words}
              </p>
            ))}
            {warning && <p className="muted">{warning}</p>}
          </td>
        </tr>
      )}
    </>
  )
}
