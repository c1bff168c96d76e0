// Under the person's name: who acts for me, and naming a colleague of the own unit.
import { Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Notice } from '../kit/Notice.tsx'
import { useMe } from '../session/session.tsx'
import { DeputyDialog } from './DeputyDialog.tsx'
import { DeputyList } from './DeputyList.tsx'
import { LoadFailed } from './LoadFailed.tsx'

export default function OwnDeputiesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const own = useFetch('own', (signal) => api('ownDeputies', { signal }))
  const [adding, setAdding] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <>
      <Modal open title={t('directory.ownDeputies')} onCancel={onClose} footer={null} width={560}>
        {problem && <Notice tone="error">{problem}</Notice>}
        {own.error && <LoadFailed error={own.error} onRetry={own.reload} />}
        {!own.data && !own.error && <Skeleton active paragraph={{ rows: 3 }} />}
        {own.data && (
          <DeputyList
            deputies={own.data.deputies}
            personId={me.id}
            untitled
            onAdd={() => setAdding(true)}
            onEnd={async (id) => {
              await api('endOwnDeputy', { params: { id } }).catch((error: unknown) => setProblem(messageOf(error)))
              own.reload()
            }}
          />
        )}
      </Modal>
      {adding && own.data && (
        <DeputyDialog
          candidates={own.data.colleagues.map(({ id, name, title }) => ({ value: id, label: [name, title].filter(Boolean).join(' · ') }))}
          onClose={() => setAdding(false)}
          onSubmit={async (body) => {
            await api('nameDeputy', { body })
            setAdding(false)
            own.reload()
          }}
        />
      )}
    </>
  )
}
