import { readFileSync } from 'node:fs'
import { createDatabase } from '../src/platform/database/client.ts'
import { silentLogger } from '../src/platform/logging/logger.ts'
import { createTicketService } from '../src/tickets/service.ts'
import { ticketDeps } from '../test/integration/ticket-room.ts'
const db = createDatabase({ url: readFileSync('/tmp/million.url','utf8'), logger: silentLogger })
const service = createTicketService(ticketDeps(db, { now: () => new Date() }))
const m = await db.membership.findMany({ where: { role: 'focal-point' }, take: 60 })
const unit = m.map((x) => ({ personId: x.personId, name: '', roles: ['focal-point'], memberships: [{ role: 'focal-point', unitId: x.unitId }] }))
const op = { personId: '00000000-0000-4000-8000-000000000001', name: '', roles: ['operator'], memberships: [] }
for (const k of ['hố ga', 'den duong tat', 'cap nuoc', 'GL26-000777', 'GL26-900777', 'rac thai le duan', 'duong', 'karaoke', 'khong co trong kho', 'viec so 765432', '765432', '0900 000 050', '0900000050', '050', '0912345678', 'nuoc khong', 'vo tat tran', 'ro cham']) {
  const line = [k]
  for (const v of [op, unit[0], unit[7]]) {
    const t = []
    let n = 0
    for (let i = 0; i < 4; i++) { const a = performance.now(); const r = await service.search({ keyword: k, page: 1, pageSize: 20 } as any, v as any); n = r.total; t.push(performance.now() - a) }
    line.push(`${n}: ${t.map((x) => x.toFixed(0)).join('/')}`)
  }
  console.log(line.join(' | '))
}
await db.$disconnect()
