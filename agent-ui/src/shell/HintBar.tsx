// What works now, key by key, and how the two lines stand: server and voice.
import { useTranslation } from 'react-i18next'
import { Store, useStore } from '../api/store.ts'
import { canDial } from '../desk/call-actions.ts'
import { callToDescribe, isRinging, isTalking } from '../desk/call-standing.ts'
import type { Desk } from '../desk/desk.tsx'
import { talkHints } from '../desk/talk-hints.ts'
import type { DraftState, TicketDraft } from '../form/ticket-draft.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'

const slowMs = 200
const noDraft = new Store<DraftState | null>(null)

export function HintBar({ desk, draft, onKeys }: { desk: Desk; draft: TicketDraft | null; onKeys: () => void }) {
  const { t } = useTranslation()
  const { phone, state } = desk
  const writing = useStore<DraftState | null>(draft?.state ?? noDraft)?.saved === null
  const talking = isTalking(desk)
  const hints: [string, string][] = [
    ...(isRinging(desk) && !talking
      ? ([
          ['F2', t('hint.answer')],
          ['F4', t('hint.decline')],
        ] as [string, string][])
      : []),
    ...(canDial(desk) ? ([['F3', t(state.agent?.state === 'ready' ? 'hint.dial' : 'hint.ready')]] as [string, string][]) : []),
    ...(talking ? talkHints(desk).map(([key, word]): [string, string] => [key, t(word)]) : []),
    ...(state.link === 'connected' && state.agent?.state === 'wrap-up'
      ? ([...(callToDescribe(desk, state.agent) ? ([['F10', t('hint.disposition')]] as [string, string][]) : []), ['F3', t('hint.finish')]] as [
          string,
          string,
        ][])
      : []),
    ...(writing
      ? ([
          ['Alt 1…3', t('hint.kind')],
          ['Ctrl ↵', t('hint.save')],
        ] as [string, string][])
      : []),
  ]
  const server = t(
    ({ connected: 'hint.serverOk', connecting: 'hint.serverConnecting', reconnecting: 'hint.serverLost', standby: 'hint.serverStandby' } as const)[state.link],
  )
  return (
    <footer className="hintbar">
      {hints.map(([key, word]) => (
        <span className="hint" key={key + word}>
          <Key>{key}</Key> {word}
        </span>
      ))}
      <button type="button" className="hint hint-button" onClick={onKeys} aria-keyshortcuts="F1">
        <Key>F1</Key> {t('hint.keys')}
      </button>
      <span className="hint-fill" />
      <span className="hint" data-testid="server-link" data-link={state.link}>
        <span className={state.link === 'connected' ? 'dot' : 'dot dot-off'} aria-hidden="true" /> {server}
      </span>
      <span className="hint" data-testid="phone-link" data-link={desk.usesBrowserPhone ? phone.link : 'desk-phone'}>
        <Icon name="phone" size={12} /> {desk.usesBrowserPhone ? voiceWord() : t('hint.deskPhone')}
      </span>
    </footer>
  )

  function voiceWord(): string {
    if (phone.roundTripMs !== null) return t(phone.roundTripMs > slowMs ? 'hint.voiceSlow' : 'hint.voice', { ms: phone.roundTripMs })
    return t(({ off: 'hint.phoneOff', connecting: 'hint.phoneConnecting', registered: 'hint.phoneOk', reconnecting: 'hint.phoneLost' } as const)[phone.link])
  }
}
