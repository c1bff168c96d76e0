// Nhập từ tệp: choose, see what is wrong row by row, then take all rows or the good ones. Nothing is written before that.
import { Button, Modal, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeopleImportReport } from '../../../src/contract/directory.ts'
import type { ImportMode, ImportReport } from '../../../src/contract/imports.ts'
import { api, messageOf } from '../api/client.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { InvitationList } from './InvitationList.tsx'
import { RowErrors } from './RowErrors.tsx'

interface Props {
  what: 'units' | 'people'
  onClose: () => void
  /** Rows were written. */
  onSaved: () => void
}

type Report = ImportReport & Partial<Pick<PeopleImportReport, 'invitations'>>

export function ImportDialog({ what, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  const [busy, setBusy] = useState<ImportMode | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [kept, setKept] = useState(false)
  const [asksToClose, setAsksToClose] = useState(false)
  const send = async (chosen: File, mode: ImportMode) => {
    setBusy(mode)
    setProblem(null)
    const input = { query: { fileName: chosen.name, mode }, file: chosen }
    try {
      const answer = what === 'units' ? await api('importUnits', input) : await api('importPeople', input)
      setReport(answer)
      if (answer.saved > 0) onSaved()
    } catch (error) {
      setProblem(messageOf(error))
      if (mode === 'check') setReport(null)
    } finally {
      setBusy(null)
    }
  }
  const choose = (chosen: File) => {
    setFile(chosen)
    setReport(null)
    void send(chosen, 'check')
    return false
  }
  const wrong = report?.errors.filter(({ severity }) => severity === 'error') ?? []
  const badRows = new Set(wrong.map(({ row }) => row)).size
  const done = report !== null && report.saved > 0
  const links = report?.invitations ?? []
  const close = () => (links.length > 0 && !kept ? setAsksToClose(true) : onClose())
  return (
    <Modal
      open
      title={t(`directory.importTitle.${what}`)}
      onCancel={close}
      width={720}
      // The links are shown once: only somebody who means it closes them.
      keyboard={links.length === 0}
      footer={
        <div className="dialog-actions">
          <Button onClick={close} type={done ? 'primary' : 'default'} data-testid="import-close">
            {done ? t('action.close') : t('action.cancel')}
          </Button>
          {file && report && !done && report.good > 0 && (
            <Button
              type="primary"
              loading={busy === 'all' || busy === 'good'}
              onClick={() => void send(file, wrong.length > 0 ? 'good' : 'all')}
              data-testid="import-apply"
            >
              {wrong.length > 0 ? t('directory.importGood', { count: report.good }) : t('directory.importAll', { count: report.good })}
            </Button>
          )}
        </div>
      }
    >
      <div className="dialog-form">
        {!done && (
          <>
            <p>
              {t('directory.importText')}{' '}
              <a href={`/api/directory/templates/${what}`} download>
                {t('directory.template')}
              </a>
            </p>
            <Upload.Dragger
              accept=".xlsx,.csv"
              multiple={false}
              showUploadList={false}
              beforeUpload={choose}
              disabled={busy !== null}
              data-testid="import-file"
            >
              <p className="drop-words">
                <Icon name="upload" /> {file ? file.name : t('directory.dropFile')}
              </p>
              <p className="muted">{file ? t('directory.dropAnother') : t('directory.dropLimit')}</p>
            </Upload.Dragger>
          </>
        )}
        {busy === 'check' && <Notice tone="info">{t('directory.checking')}</Notice>}
        {problem && (
          <Notice tone="error" testId="import-problem">
            {problem}
          </Notice>
        )}
        {report && (
          <Notice tone={done ? 'done' : wrong.length > 0 ? 'wait' : 'info'} testId="import-summary">
            {done
              ? t('directory.importDone', { count: report.saved })
              : wrong.length > 0
                ? t('directory.importWrong', { rows: report.rows, good: report.good, bad: badRows })
                : t('directory.importFine', { rows: report.rows })}
          </Notice>
        )}
        {links.length > 0 && <InvitationList links={links} onKept={() => setKept(true)} />}
        {asksToClose && !kept && (
          <Notice
            tone="wait"
            testId="import-lose-links"
            action={
              <Button onClick={onClose} data-testid="import-close-anyway">
                {t('directory.closeAnyway')}
              </Button>
            }
          >
            {t('directory.loseLinks')}
          </Notice>
        )}
        {report && report.errors.length > 0 && <RowErrors errors={report.errors} />}
      </div>
    </Modal>
  )
}
