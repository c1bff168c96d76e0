// What an invented petition says, and what several of them share: callers who come again, and how far a petition has got.
import type { IntakeChannel, ReporterKind, RequestKind, TicketProgress, TicketStatus, TicketStep } from '../../src/contract/values.ts'

export interface InventedTicket {
  /** How many days before the seed, and at what time of day in Gia Lai. */
  daysAgo: number
  at: string
  /** The last three digits of 0900 000 xxx. */
  phone: string
  name: string
  address: string
  title: string
  category: string
  place: string
  content: string
  status: TicketStatus
  progress: TicketProgress | null
  step: TicketStep
  channel?: IntakeChannel
  kind?: RequestKind
  reporterKind?: ReporterKind
  identityHidden?: boolean
  /** Seconds of talk; none when it did not come by telephone. */
  talk?: number
}

export const loan = { phone: '014', name: 'Rơ Châm H’Loan', address: 'Làng Plei Kép, phường Thống Nhất' }
export const tinh = { phone: '046', name: 'Nguyễn Văn Tình', address: '12 Lý Thái Tổ, phường Pleiku' }
export const bia = { phone: '077', name: 'Siu H’Bia', address: 'Làng Ốp, phường Pleiku' }
export const done = { status: 'completed', progress: 'on-time', step: 'focal-point' } as const
export const doneLate = { status: 'completed', progress: 'late', step: 'unit-head' } as const
export const processing = { status: 'processing', progress: 'not-due', step: 'focal-point' } as const
export const waiting = { status: 'waiting', progress: 'not-due', step: 'focal-point' } as const
