// That the call is recorded, and the button that keeps something out of the recording. The recorder runs at Asterisk and does not stop
// with the server: whether it runs is only shown when somebody says so.
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDuration, useSecondsSince } from '../kit/time.ts'
import { mayPauseRecording, togglePauseRecording } from './call-actions.ts'
import { partIn } from './consult-standing.ts'
import type { Desk } from './desk.tsx'

/** A pause that lasts so long may have been forgotten, s. */
const longPause = 60

export function RecordingLine({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { pop, state } = desk
  const known = state.link === 'connected' && !pop?.local
  // What is said to a colleague who is asked, while the caller waits, is in no recording.
  const isAsked = pop !== null && partIn(pop.call, state.agent?.agentId) === 'second' && pop.call.consult?.state !== 'conference'
  const recording = (pop?.call.recording ?? false) && !isAsked
  const pausedSince = known ? (pop?.call.recordingPausedSince ?? null) : null
  const seconds = useSecondsSince(pausedSince)
  const may = mayPauseRecording(desk)
  const shown = !known ? 'unknown' : pausedSince ? 'paused' : String(recording)
  return (
    <>
      <div className={pausedSince ? 'recording-line recording-paused' : 'recording-line'}>
        <div className="recording-word" data-testid="recording" data-recording={shown} role="status">
          {known && recording && !pausedSince && <span className="recording-dot" aria-hidden="true" />}
          {pausedSince && <Icon name="pause" size={12} />}{' '}
          {pausedSince ? t('desk.recordingPaused') : t(known ? (recording ? 'desk.recording' : 'desk.notRecording') : 'desk.recordingUnknown')}
          {pausedSince && <span className="recording-time">{formatDuration(seconds)}</span>}
        </div>
        {(may || pausedSince !== null) && (
          <button
            type="button"
            className="recording-button"
            onClick={() => togglePauseRecording(desk)}
            disabled={!may}
            title={t('desk.recordingPauseWhy')}
            aria-keyshortcuts="F10"
            data-testid="recording-pause"
          >
            {t(pausedSince ? 'desk.recordingResume' : 'desk.recordingPause')} <Key>F10</Key>
          </button>
        )}
      </div>
      {pausedSince && seconds >= longPause && (
        <Notice tone="wait" testId="recording-long-pause">
          {t('desk.recordingLongPause')}
        </Notice>
      )}
      {known && pop?.call.recordingPauseRefused && (
        <Notice tone="error" testId="recording-pause-refused">
          {t('desk.recordingPauseRefused')}
        </Notice>
      )}
    </>
  )
}
