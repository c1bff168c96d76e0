import type { TicketForm } from '../../../src/contract/tickets.ts'

type Bcci = NonNullable<TicketForm['bcci']>

/** A BCCI registration before anything is written in it. */
export const emptyBcci: Bcci = { direction: null, procedure: '', agency: '', pickupAddress: '', preferredTime: '' }
