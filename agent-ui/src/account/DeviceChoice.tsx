// Microphone and headset of this machine, with a test that shows the voice as it comes in.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../kit/Choice.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import type { Devices } from '../phone/devices.ts'
import { LevelMeter } from '../phone/LevelMeter.tsx'
import { useMicrophoneTest } from '../phone/microphone-test.ts'

const standard = ''

function useDeviceList(renew: unknown): MediaDeviceInfo[] {
  const [list, setList] = useState<MediaDeviceInfo[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are told only after the microphone was allowed
  useEffect(() => {
    const media = navigator.mediaDevices
    if (!media) return
    const read = () => void media.enumerateDevices().then(setList, () => undefined)
    read()
    media.addEventListener('devicechange', read)
    return () => media.removeEventListener('devicechange', read)
  }, [renew])
  return list
}

export function DeviceChoice({ devices, onChange }: { devices: Devices; onChange: (devices: Devices) => void }) {
  const { t } = useTranslation()
  const test = useMicrophoneTest()
  const list = useDeviceList(test.heard)
  const options = (kind: MediaDeviceKind) => [
    { value: standard, label: t('phone.defaultDevice') },
    ...list
      .filter((device) => device.kind === kind && device.deviceId && device.deviceId !== 'default')
      .map((device) => ({ value: device.deviceId, label: device.label || device.deviceId.slice(0, 8) })),
  ]
  const choose = (part: Partial<Devices>) => {
    const next = { ...devices, ...part }
    onChange(next)
    if (test.stream) void test.start(next.input)
  }
  return (
    <>
      <Field id="phone-input" label={t('phone.input')}>
        {(tied) => (
          <Choice
            {...tied}
            value={devices.input ?? standard}
            options={options('audioinput')}
            onChange={(value) => choose({ input: value || null })}
            data-testid="phone-input"
          />
        )}
      </Field>
      <Field id="phone-output" label={t('phone.output')}>
        {(tied) => (
          <Choice
            {...tied}
            value={devices.output ?? standard}
            options={options('audiooutput')}
            onChange={(value) => choose({ output: value || null })}
            data-testid="phone-output"
          />
        )}
      </Field>
      <div className="mic-test">
        <Button onClick={() => (test.stream ? test.stop() : void test.start(devices.input))} data-testid="phone-mic-test">
          {t(test.stream ? 'phone.stopTest' : 'phone.test')}
        </Button>
        <LevelMeter stream={test.stream} label={t('phone.level')} />
      </div>
      {test.stream && <p className="muted">{t('phone.testHelp')}</p>}
      {test.failed && <Notice tone="error">{t('phone.denied')}</Notice>}
    </>
  )
}
