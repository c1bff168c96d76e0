// A browser's storage for tests, with a limit that can be reached.
import type { Ticket, TicketForm } from '../../src/contract/tickets.ts'
import { emptyTicketForm } from '../../src/contract/tickets.ts'
import { ApiError } from '../src/api/client.ts'
import type { DraftServer } from '../src/form/draft-sending.ts'

export function storageOf(limit = Number.POSITIVE_INFINITY): Storage {
  const values: Record<string, string> = {}
  const used = () => Object.entries(values).reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  const storage = {
    getItem: (key: string) => values[key] ?? null,
    setItem(key: string, value: string) {
      const before = values[key]
      values[key] = value
      if (used() <= limit) return
      if (before === undefined) delete values[key]
      else values[key] = before
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem: (key: string) => void delete values[key],
  }
  // `Object.keys(localStorage)` lists what is kept, not the methods.
  return new Proxy(values, { get: (_, name) => storage[name as keyof typeof storage] ?? values[String(name)] }) as unknown as Storage
}

/** What the server keeps of drafts, with its versions; `away` makes it answer nothing. */
export class FakeServer implements DraftServer {
  away = false
  readonly tickets = new Map<string, { version: number; form: TicketForm; status: Ticket['status'] }>()
  readonly saved: string[] = []

  async save(ticketId: string, { version, form }: { version: number; form: TicketForm }) {
    this.#answer()
    const known = this.tickets.get(ticketId)
    if (known && known.version !== version) throw new ApiError('conflict', 'Phiếu đã có bản mới hơn')
    if (known && known.status !== 'draft') throw new ApiError('illegal-transition', 'Phiếu đã lưu')
    this.saved.push(ticketId)
    this.tickets.set(ticketId, { version: version + 1, form, status: 'draft' })
    return { version: version + 1, savedAt: '2026-11-18T07:30:00.000Z' }
  }
  async read(ticketId: string) {
    this.#answer()
    const known = this.tickets.get(ticketId)
    return known ? this.#ticket(ticketId) : null
  }
  async savePetition(ticketId: string, { version, form }: { version: number; form: TicketForm }) {
    this.#answer()
    const known = this.tickets.get(ticketId)
    if (known && known.status !== 'draft' && known.status !== 'processing') throw new ApiError('illegal-transition', 'Phiếu đang ở đơn vị xử lý')
    if (known && known.version !== version) throw new ApiError('conflict', 'Phiếu đã có bản mới hơn')
    this.tickets.set(ticketId, { version: version + 1, form, status: 'processing' })
    return this.#ticket(ticketId)
  }
  #ticket(ticketId: string): Ticket {
    const known = this.tickets.get(ticketId)
    const mayEdit = known?.status === 'draft' || known?.status === 'processing'
    return { id: ticketId, updatedAt: '2026-11-18T07:30:00.000Z', mayEdit, ...known } as Ticket
  }
  put(ticketId: string, form: Partial<TicketForm>, version = 1, status: Ticket['status'] = 'draft') {
    this.tickets.set(ticketId, { version, status, form: { ...emptyTicketForm, ...form } })
  }
  #answer() {
    if (this.away) throw new ApiError('offline', 'Máy chủ không trả lời')
  }
}
