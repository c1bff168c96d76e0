// Three checks before the shift: browser, telephone server, microphone.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../glyphs/icons.tsx'
import { LevelMeter } from '../phone/LevelMeter.tsx'
import { useMicrophoneTest } from '../phone/microphone-test.ts'
import { useServiceStatus } from './service-status.ts'

type Reach = { kind: 'checking' } | { kind: 'reached'; ms: number } | { kind: 'failed' }

/** Opens the WebSocket of each telephone server once; the first that answers is enough, and tells how long that takes. */
function useVoiceServers(urls: readonly string[] | null, statusFailed: boolean): Reach {
  const [reach, setReach] = useState<Reach>({ kind: 'checking' })
  // Every status has a list of its own; what counts is what is in it.
  const all = urls?.join(' ') ?? ''
  useEffect(() => {
    if (statusFailed) setReach({ kind: 'failed' })
    if (!all) return
    const started = performance.now()
    const sockets = all.split(' ').map((url) => new WebSocket(url, 'sip'))
    let failed = 0
    let reached = false
    for (const socket of sockets) {
      socket.onopen = () => {
        if (!reached) setReach({ kind: 'reached', ms: Math.round(performance.now() - started) })
        reached = true
        socket.close()
      }
      socket.onerror = () => {
        failed += 1
        if (failed === sockets.length) setReach({ kind: 'failed' })
      }
    }
    return () => {
      for (const socket of sockets) socket.close()
    }
  }, [all, statusFailed])
  return reach
}

function browserName(): string {
  const match = /(Edg|Firefox|Chrome|Safari)\/(\d+)/.exec(navigator.userAgent)
  return match ? `${match[1] === 'Edg' ? 'Edge' : match[1]} ${match[2]}` : ''
}

export function DeviceCheck() {
  const { t } = useTranslation()
  const status = useServiceStatus()
  const voice = useVoiceServers(status.data?.sipWsUrls ?? null, status.error !== null)
  const test = useMicrophoneTest()
  const canCall = 'RTCPeerConnection' in window && window.isSecureContext && Boolean(navigator.mediaDevices)
  return (
    <section className="device-check" aria-labelledby="device-title">
      <h2 id="device-title">{t('login.deviceTitle')}</h2>
      <Check icon={canCall ? 'check' : 'warning'} word={t(canCall ? 'login.browserOk' : 'login.browserBad')}>
        {window.isSecureContext ? browserName() : t('login.browserInsecure')}
      </Check>
      <Check
        icon={voice.kind === 'reached' ? 'check' : voice.kind === 'failed' ? 'warning' : 'circle'}
        word={t(voice.kind === 'reached' ? 'login.serverOk' : voice.kind === 'failed' ? 'login.serverBad' : 'login.serverChecking')}
      >
        {voice.kind === 'reached' ? t('login.ms', { ms: voice.ms }) : ''}
      </Check>
      <Check icon={test.failed ? 'warning' : test.heard ? 'check' : 'circle'} word={t(test.failed ? 'login.micBad' : test.heard ? 'login.micOk' : 'login.mic')}>
        {canCall && (
          <button type="button" className="link-button" onClick={() => (test.stream ? test.stop() : void test.start(null))} data-testid="mic-test">
            {t(test.stream ? 'login.micStop' : 'login.micTry')}
          </button>
        )}
      </Check>
      {test.stream && <LevelMeter stream={test.stream} label={t('phone.level')} />}
    </section>
  )
}

function Check({ icon, word, children }: { icon: IconName; word: string; children: React.ReactNode }) {
  return (
    <div className={`check check-${icon}`}>
      <Icon name={icon} size={14} /> <span>{word}</span>
      <span className="check-value">{children}</span>
    </div>
  )
}
