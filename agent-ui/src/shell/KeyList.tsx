import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'

const rows = [
  ['F1', 'keys.f1'],
  ['F2', 'keys.f2'],
  ['F3', 'keys.f3'],
  ['F4', 'keys.f4'],
  ['F6', 'keys.f6'],
  ['F7', 'keys.f7'],
  ['F8', 'keys.f8'],
  ['F9', 'keys.f9'],
  ['F10', 'keys.f10'],
  ['Alt 1…3', 'keys.kinds'],
  ['Ctrl ↵', 'keys.save'],
  ['Alt R', 'keys.answerNow'],
  ['Alt G', 'keys.attach'],
  ['Alt X', 'keys.refuse'],
  ['← →', 'keys.seek'],
] as const

/** Every key of the desk, one key away (F1). */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open mask={{ closable: true }} title={t('keys.title')} footer={null} onCancel={onClose} width={480} data-testid="key-list">
      <dl className="key-list">
        {rows.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd className="key">{key}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
