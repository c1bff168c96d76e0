// The call in hand: that it is recorded, how both voices sound, and the three tiles.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../glyphs/icons.tsx'
import { Key } from '../kit/Key.tsx'
import { formatDuration, useSecondsSince } from '../kit/time.ts'
import { CallHead } from './CallHead.tsx'
import { ConsultPane } from './ConsultPane.tsx'
import { canPressKeys, hangUp, toggleHold, whyNoHold } from './call-actions.ts'
import { partIn } from './consult-standing.ts'
import type { Desk } from './desk.tsx'
import { Keypad } from './Keypad.tsx'
import { RecordingLine } from './RecordingLine.tsx'
import { TalkLevels } from './TalkLevels.tsx'
import { TransferButton } from './TransferButton.tsx'

export function TalkingCall({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { pop, phone, usesBrowserPhone } = desk
  const connected = desk.state.link === 'connected'
  const noHold = whyNoHold(desk)
  // With the server away nobody here knows whether the caller still hears the music.
  const heldSince = connected ? (pop?.call.heldSince ?? null) : null
  const heldSeconds = useSecondsSince(heldSince)
  const audioHere = phone.call === 'talking'
  const consult = connected ? (pop?.call.consult ?? null) : null
  const dialing = connected && pop?.call.status === 'dialing' ? pop.call : null
  const [keypad, setKeypad] = useState(false)
  const keysWork = canPressKeys(desk)
  if (keypad && !keysWork) setKeypad(false)
  const inThree = consult?.state === 'conference'
  const part = consult && partIn(pop?.call, desk.state.agent?.agentId)
  return (
    <div className="talking pane-pad">
      <CallHead
        pop={pop}
        title={t(
          dialing
            ? dialWord()
            : inThree
              ? 'consult.threeTitle'
              : part === 'second'
                ? 'consult.askedTitle'
                : consult
                  ? consult.number
                    ? 'consult.outsideTitle'
                    : 'consult.title'
                  : heldSince
                    ? 'desk.held'
                    : 'desk.talking',
        )}
      />
      <div className="recording-box">
        <RecordingLine desk={desk} />
        {usesBrowserPhone && audioHere && (
          <TalkLevels phone={phone} other={t(consult || pop?.call.direction === 'out' ? 'consult.levelOther' : 'desk.levelCaller')} />
        )}
        {usesBrowserPhone && !audioHere && <p className="recording-note">{t('desk.otherTab')}</p>}
      </div>
      <div className={usesBrowserPhone ? 'tiles' : 'tiles tiles-2'}>
        {usesBrowserPhone && (
          <Tile
            icon="mic-off"
            shortcut="F8"
            word={phone.muted ? t('desk.muted') : t('desk.mute')}
            pressed={phone.muted}
            disabled={!audioHere}
            reason={t('desk.otherTab')}
            onPress={() => desk.softphone.toggleMute()}
            testId="mute"
          />
        )}
        <Tile
          icon={part === 'first' && !inThree ? 'back' : 'hold'}
          shortcut="F9"
          word={
            part === 'first' && !inThree
              ? t('consult.back')
              : heldSince && part === null
                ? t('desk.heldFor', { time: formatDuration(heldSeconds) })
                : t('desk.hold')
          }
          pressed={heldSince !== null && part === null}
          disabled={noHold !== null || part === 'second' || dialing !== null}
          reason={t(part === 'second' ? 'consult.holdsNobody' : 'desk.needsServer')}
          onPress={() => toggleHold(desk)}
          testId="hold"
        />
        <Tile
          icon="hangup"
          shortcut="F4"
          word={t(consult ? 'consult.leave' : 'desk.hangup')}
          danger
          disabled={!connected && !audioHere}
          reason={t('desk.needsServer')}
          onPress={() => void hangUp(desk)}
          testId="hangup"
        />
      </div>
      {dialing && <p className="dial-note">{t('dial.wait')}</p>}
      {!dialing && (
        <Button
          block
          className="transfer-button"
          disabled={!keysWork}
          onClick={() => setKeypad(!keypad)}
          aria-expanded={keypad}
          aria-keyshortcuts="F3"
          data-testid="keypad-open"
        >
          <Icon name="keypad" /> <span>{t(keypad ? 'dial.closeKeypad' : 'dial.keypad')}</span> <Key>F3</Key>
        </Button>
      )}
      {keypad && keysWork && pop && <Keypad desk={desk} callId={pop.call.callId} />}
      {consult ? <ConsultPane desk={desk} consult={consult} /> : <TransferButton desk={desk} />}
      {noHold && (
        <p className="tiles-note" role="status" data-testid="hold-blocked">
          {t(noHold === 'away' ? 'desk.holdAway' : 'desk.holdNoTelephony')}
        </p>
      )}
    </div>
  )

  function dialWord() {
    if (dialing?.dialing === 'own') return desk.usesBrowserPhone ? 'dial.own' : 'dial.ownDesk'
    return dialing?.dialing === 'ringing' ? 'dial.ringing' : 'dial.sent'
  }
}

interface TileProps {
  icon: IconName
  shortcut: string
  word: string
  pressed?: boolean
  danger?: boolean
  disabled: boolean
  /** Why it does not work now. */
  reason: string
  onPress: () => void
  testId: string
}

function Tile({ icon, shortcut, word, pressed, danger = false, disabled, reason, onPress, testId }: TileProps) {
  const look = danger ? 'tile tile-danger' : pressed ? 'tile tile-on' : 'tile'
  return (
    <button
      type="button"
      className={look}
      aria-pressed={pressed}
      disabled={disabled}
      title={disabled ? reason : undefined}
      onClick={onPress}
      data-testid={testId}
      aria-keyshortcuts={shortcut}
    >
      <span className="tile-top">
        <Icon name={icon} /> <Key>{shortcut}</Key>
      </span>
      <span className="tile-word">{word}</span>
    </button>
  )
}
