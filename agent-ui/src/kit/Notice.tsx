// A message that stays until it is dealt with; never a toast.
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../glyphs/icons.tsx'

export type NoticeTone = 'error' | 'done' | 'info' | 'wait'
const iconOf: Record<NoticeTone, IconName> = { error: 'warning', done: 'check', info: 'clock', wait: 'warning' }

export function Notice({ tone, children, action, testId }: { tone: NoticeTone; children: ReactNode; action?: ReactNode; testId?: string }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'} data-testid={testId}>
      <Icon name={iconOf[tone]} />
      <div className="notice-text">{children}</div>
      {action}
    </div>
  )
}
