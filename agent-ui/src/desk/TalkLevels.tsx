// Both voices as they are now, and a word when the own microphone gives nothing while the other side speaks.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../kit/Notice.tsx'
import { LevelCells, useDecibels } from '../phone/LevelMeter.tsx'
import { isMicrophoneDead, lookAtMicrophone, noWatch } from '../phone/silent-microphone.ts'
import type { PhoneState } from '../phone/softphone.ts'

export function TalkLevels({ phone, other }: { phone: PhoneState; other: string }) {
  const { t } = useTranslation()
  const own = useDecibels(phone.local)
  const theirs = useDecibels(phone.remote)
  const dead = useDeadMicrophone(own, theirs, phone.muted)
  return (
    <>
      <LevelCells decibels={theirs} label={other} />
      <LevelCells decibels={own} label={t('desk.levelMe')} muted={phone.muted} />
      {dead && (
        <Notice tone="wait" testId="microphone-silent">
          {t('desk.microphoneSilent')}
        </Notice>
      )}
    </>
  )
}

function useDeadMicrophone(own: number, theirs: number, muted: boolean): boolean {
  const [watch, setWatch] = useState(noWatch)
  // A level that does not change tells nothing by itself, so it is looked at by the clock.
  const [beat, setBeat] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setBeat((n) => n + 1), 200)
    return () => clearInterval(timer)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the beat is what decides to look
  useEffect(() => setWatch((before) => lookAtMicrophone(before, Date.now(), own, theirs, muted)), [beat])
  return isMicrophoneDead(watch)
}
