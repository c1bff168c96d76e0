// Special days from a sheet: looked at first, every wrong row told, nothing taken before it is asked for.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarView } from '../../../../src/contract/calendars.ts'
import type { ResponseOf } from '../../../../src/contract/endpoints.ts'
import { api, wordsOf } from '../../api/client.ts'
import { Notice } from '../../kit/Notice.tsx'

type Result = ResponseOf<'importCalendar'>

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}

export function ImportDialog({ view, onClose, onDone }: { view: CalendarView; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<{ name: string; content: string } | null>(null)
  const [result, setResult] = useState<Result | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async (file: { name: string; content: string }, dryRun: boolean, onlyGood: boolean) => {
    setProblem(null)
    try {
      const body = { version: view.version, fileName: file.name, file: file.content, dryRun, onlyGood }
      const answer = await api('importCalendar', { params: { owner: view.owner }, body })
      setResult(answer)
      if (answer.saved > 0) onDone()
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  const choose = async (file: File | undefined) => {
    if (!file) return
    const next = { name: file.name, content: await base64(file) }
    setChosen(next)
    await send(next, true, false)
  }
  return (
    <Modal open title={t('calendars.importTitle')} onCancel={onClose} footer={null} width={640}>
      <div className="dialog-form">
        <p>
          <a href="/api/calendar-template">{t('calendars.template')}</a>
        </p>
        <label className="file-choice">
          {t('calendars.choose')} <input type="file" accept=".xlsx,.csv" onChange={(event) => void choose(event.target.files?.[0])} data-testid="import-file" />
        </label>
        {problem && <Notice tone="error">{problem}</Notice>}
        {result && (
          <Notice tone={result.errors.length > 0 ? 'error' : 'info'}>
            {result.saved > 0 ? t('calendars.imported', { count: result.saved }) : t('calendars.goodRows', { good: result.good, bad: result.errors.length })}
          </Notice>
        )}
        {result && result.errors.length > 0 && (
          <div className="table-scroll import-errors">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('calendars.row')}</th>
                  <th scope="col">{t('calendars.column')}</th>
                  <th scope="col">{t('calendars.problem')}</th>
                </tr>
              </thead>
              <tbody>
                {result.errors.map((error) => (
                  <tr key={`${error.row} ${error.column} ${error.message}`}>
                    <td>{error.row}</td>
                    <td>{error.column}</td>
                    <td>{error.message}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.close')}</Button>
          {chosen && result && result.saved === 0 && result.good > 0 && (
            <Button type="primary" onClick={() => void send(chosen, false, result.errors.length > 0)} data-testid="import-go">
              {t(result.errors.length > 0 ? 'calendars.importGood' : 'calendars.importAll')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
