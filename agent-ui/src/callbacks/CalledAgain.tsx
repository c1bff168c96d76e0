// Today's numbers that nobody has to call any more: they called again by themselves and were answered.
import { useTranslation } from 'react-i18next'
import type { CallbackTask } from '../../../src/contract/callbacks.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { formatTime } from '../kit/time.ts'

/** `round` is the list of open tasks: when that is read anew, this is. */
export function CalledAgain({ round }: { round: readonly CallbackTask[] | null }) {
  const { t } = useTranslation()
  const found = useFetch(`called-again ${round?.map(({ id }) => id).join() ?? ''}`, (signal) => api('callbacksCalledAgain', { signal }))
  const list = found.data ?? []
  if (list.length === 0) return null
  return (
    <details className="called-again" data-testid="called-again" data-count={list.length}>
      <summary>{t('callback.againTitle', { count: list.length })}</summary>
      <ul>
        {list.map(({ id, number, reason, calledAt, agentName }) => (
          <li key={id} data-number={number}>
            <b>{formatPhone(number)}</b> <span>{t(`callback.${reason}`)}</span>{' '}
            <span className="muted">
              {agentName ? t('callback.againBy', { name: agentName, at: formatTime(calledAt) }) : t('callback.againAt', { at: formatTime(calledAt) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
