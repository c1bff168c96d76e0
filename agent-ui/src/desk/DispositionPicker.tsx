// Nội dung cuộc gọi: one press or one digit each; what the saved ticket suggests is marked and goes with the end of the wrap-up.
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { dispositions } from '../../../src/contract/values.ts'
import { dialogOpen } from '../kit/dialog-open.ts'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { digitOf, isTyping } from './desk-digits.ts'
import type { DispositionChoice } from './disposition.ts'

export function DispositionPicker({ choice, online }: { choice: DispositionChoice; online: boolean }) {
  const { t } = useTranslation()
  const { view, problem, choose } = choice
  const chosen = view?.disposition ?? null
  const suggested = chosen === null ? (view?.suggested ?? null) : null
  const shown = chosen ?? suggested
  useDigits((n) => {
    const one = dispositions[n - 1]
    if (one && online) void choose(one)
  })
  return (
    <div className="disposition">
      <div className="disposition-head" id="disposition-title">
        {t('disposition.title')} <Key>F10</Key>
        <span className="disposition-state" role="status" data-testid="disposition-state">
          {t(chosen ? 'disposition.chosen' : suggested ? 'disposition.suggested' : view?.required ? 'disposition.required' : 'disposition.none')}
        </span>
      </div>
      <div className="disposition-grid" role="radiogroup" aria-labelledby="disposition-title" data-testid="disposition">
        {dispositions.map((one, n) => (
          // biome-ignore lint/a11y/useSemanticElements: each carries its key and is pressed by it
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={one === chosen}
            tabIndex={one === (shown ?? dispositions[0]) ? 0 : -1}
            className={one === chosen ? 'disposition-one disposition-on' : one === suggested ? 'disposition-one disposition-maybe' : 'disposition-one'}
            disabled={!online}
            onClick={() => void choose(one)}
            onKeyDown={moveAlong}
            data-testid={`disposition-${one}`}
          >
            <Key>{String(n + 1)}</Key> <span>{t(`disposition.${one}`)}</span>
            {one === suggested && <span className="visually-hidden">{t('disposition.suggestedOne')}</span>}
          </button>
        ))}
      </div>
      {problem && (
        <Notice tone="error" testId="disposition-problem">
          {problem}
        </Notice>
      )}
    </div>
  )
}

/** Arrows go from one to the next, as in any group of choices; Space or Enter takes it. */
function moveAlong(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const all = [...(event.currentTarget.parentElement?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
  all[(all.indexOf(event.currentTarget) + step + all.length) % all.length]?.focus()
}

/** Digits count where nobody writes: a number typed into the form is no choice. */
function useDigits(press: (n: number) => void): void {
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const digit = digitOf(event)
      if (digit === null || isTyping(event.target) || dialogOpen()) return
      event.preventDefault()
      latest.current(digit)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
