// Ways to a recording for one prompt: a file, the microphone, or the machine's voice. What is refused changes nothing and says why.
import { Button, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromptView } from '../../../../src/contract/prompts.ts'
import { api, messageOf, wordsOf } from '../../api/client.ts'
import { Notice } from '../../kit/Notice.tsx'
import { formatDuration, useNow } from '../../kit/time.ts'
import { LevelMeter } from '../../phone/LevelMeter.tsx'
import { toWav } from './to-wav.ts'
import { useMicrophoneRecording } from './useMicrophoneRecording.ts'

interface Props {
  name: string
  /** The words that are recorded; nothing can be sent without. */
  text: string
  /** The newest version as it was looked at. */
  seen: number
  voice: boolean
  onDone: (prompt: PromptView) => void
}

export function RecordingInput({ name, text, seen, voice, onDone }: Props) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState<'file' | 'voice' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const words = text.trim()
  const run = async (what: 'file' | 'voice', work: () => Promise<PromptView>) => {
    if (!words) return setProblem(t('hotline.wordsFirst'))
    setBusy(what)
    setProblem(null)
    try {
      onDone(await work())
    } catch (error) {
      setProblem(what === 'file' ? wordsOf(error) : messageOf(error))
    } finally {
      setBusy(null)
    }
  }
  const send = (sound: Blob) => run('file', async () => api('replacePrompt', { params: { name }, query: { text: words, seen }, file: await toWav(sound) }))
  const finish = async () => {
    const sound = await microphone.finish()
    if (sound) await send(sound)
  }
  const microphone = useMicrophoneRecording(() => void finish())
  const now = useNow()
  if (microphone.stream)
    return (
      <div className="recording-now" data-testid="recording-now">
        <LevelMeter stream={microphone.stream} label={t('hotline.level_')} />
        <span>{formatDuration(Math.max(0, (now - (microphone.since ?? now)) / 1000))}</span>
        <Button type="primary" onClick={() => void finish()} data-testid="recording-finish">
          {t('hotline.finishRecording')}
        </Button>
        <Button onClick={microphone.cancel}>{t('hotline.cancelRecording')}</Button>
      </div>
    )
  return (
    <div className="recording-input">
      {problem && (
        <Notice tone="error" testId="recording-problem">
          {problem}
        </Notice>
      )}
      {microphone.failed && <Notice tone="error">{t('hotline.noMicrophone')}</Notice>}
      <span className="row-buttons">
        <Upload
          accept=".wav,.mp3,.ogg,.oga,.m4a,.webm,audio/*"
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file)
            return false
          }}
        >
          <Button loading={busy === 'file'} data-testid={`upload-${name}`}>
            {t('hotline.upload')}
          </Button>
        </Upload>
        <Button onClick={() => void microphone.start()} disabled={busy !== null}>
          {t('hotline.record')}
        </Button>
        {voice && (
          <Button
            loading={busy === 'voice'}
            onClick={() => void run('voice', () => api('speakPrompt', { params: { name }, body: { text: words, seen } }))}
            data-testid={`speak-${name}`}
          >
            {t('hotline.speak')}
          </Button>
        )}
      </span>
    </div>
  )
}
