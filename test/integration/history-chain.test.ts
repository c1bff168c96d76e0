// The history under attack: by somebody with every right on the database, and by somebody who has the key as well.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { createAnchors } from '../../src/tickets/history-anchor.ts'
import { chainOldRows } from '../../src/tickets/history-append.ts'
import { canonical } from '../../src/tickets/history-chain-rules.ts'
import { keyedHash } from '../../src/tickets/history-key.ts'
import { verifyHistory } from '../../src/tickets/history-verify.ts'
import { openSlipRoom } from './slip-room.ts'

const room = await openSlipRoom()
const { act, db, forwarded, time, who } = room
const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-history-'))
const anchors = createAnchors({ db, dataDir, logger: silentLogger })
const faults = async () => (await verifyHistory(db, dataDir)).faults
let victim: { id: string; code: string | null }

/** Does what only somebody with every right can: around the triggers. The same session throughout. */
async function tamper(...statements: string[]): Promise<void> {
  await db.$transaction([
    db.$executeRawUnsafe('ALTER TABLE ticket_history DISABLE TRIGGER USER'),
    ...statements.map((sql) => db.$executeRawUnsafe(sql)),
    db.$executeRawUnsafe('ALTER TABLE ticket_history ENABLE TRIGGER USER'),
  ])
}

/** Computes a ticket's hashes anew from a row on, as somebody with the key could. */
async function rehash(ticketId: string): Promise<void> {
  const rows = await db.ticketHistory.findMany({ where: { ticketId }, orderBy: { seq: 'asc' } })
  let previous = ''
  const statements: string[] = []
  for (const row of rows) {
    previous = keyedHash(canonical({ ...row, seq: row.seq ?? 0, at: row.at.getTime() }, previous)).toString('hex')
    statements.push(`UPDATE ticket_history SET hash = decode('${previous}', 'hex') WHERE id = ${row.id}`)
  }
  await tamper(...statements, `UPDATE history_head SET hash = decode('${previous}', 'hex') WHERE ticket_id = '${ticketId}'`)
}

beforeAll(async () => {
  time('11-18 09:00')
  const ticket = await forwarded()
  await act(ticket, who.focal, 'take')
  await act(ticket, who.focal, 'comment', { text: 'Đã ra hiện trường' })
  victim = ticket
  await forwarded()
  time('11-19 00:10')
  await anchors.write(room.clock.at)
})
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true })
  await room.stop()
})

describe('an untouched history', () => {
  it('is whole, and its end of each day is signed once', async () => {
    expect(await verifyHistory(db, dataDir)).toMatchObject({ files: 1, faults: [] })
    expect(await anchors.write(room.clock.at)).toBeNull()
    expect(readdirSync(path.join(dataDir, 'history-heads'))).toEqual(['2026-11-18.json'])
  })

  it('refuses changes by the ordinary way', async () => {
    await expect(db.$executeRaw`UPDATE ticket_history SET actor = 'x' WHERE seq = 1`).rejects.toThrow(/append-only/)
    await expect(db.$executeRaw`DELETE FROM ticket_history`).rejects.toThrow(/append-only/)
    await expect(db.$executeRaw`UPDATE ticket_history SET hash = NULL, seq = NULL`).rejects.toThrow(/append-only/)
  })

  it('several acts at once on one petition make one chain', async () => {
    const ticket = await forwarded()
    await Promise.all(Array.from({ length: 12 }, (_, n) => act(ticket, who.focal, 'comment', { text: `Ý kiến ${n}` })))
    expect(await faults()).toEqual([])
  })
})

describe('finds', () => {
  it('a changed row', async () => {
    await tamper(`UPDATE ticket_history SET new_value = 'Không nhận được' WHERE ticket_id = '${victim.id}' AND seq = 3`)
    expect(await faults()).toEqual([`${victim.code}: dòng lịch sử 3 đã bị sửa`])
  })

  it('a changed row though all later hashes were computed anew, with the key', async () => {
    await rehash(victim.id)
    expect(await faults()).toEqual([`${victim.code}: lịch sử đến dòng 5 khác với bản đã ký trong 2026-11-18.json`])
  })

  it('a row taken out in the middle, at the end, and a whole history', async () => {
    const [first, second, third] = [await forwarded(), await forwarded(), await forwarded()]
    time('11-20 00:10')
    await anchors.write(room.clock.at)
    await tamper(`DELETE FROM ticket_history WHERE ticket_id = '${first.id}' AND seq = 2`)
    await tamper(`DELETE FROM ticket_history WHERE ticket_id = '${second.id}' AND seq = 3`)
    await tamper(`DELETE FROM ticket_history WHERE ticket_id = '${third.id}'`, `DELETE FROM history_head WHERE ticket_id = '${third.id}'`)
    const found = await faults()
    expect(found).toContain(`${first.code}: dòng lịch sử 2 đã bị xóa`)
    expect(found).toContain(`${second.code}: dòng lịch sử 3 đã bị xóa`)
    expect(found).toContain(`${third.code}: dòng lịch sử 1 đã bị xóa`)
    expect(found).toContain(`${third.id}: dòng lịch sử 3, đã ký trong 2026-11-19.json, không còn`)
  })

  it('the end of a history cut off with its head put back', async () => {
    const ticket = await forwarded()
    time('11-21 00:10')
    await anchors.write(room.clock.at)
    const row = await db.ticketHistory.findFirstOrThrow({ where: { ticketId: ticket.id, seq: 2 } })
    const hex = Buffer.from(row.hash ?? []).toString('hex')
    await tamper(
      `DELETE FROM ticket_history WHERE ticket_id = '${ticket.id}' AND seq = 3`,
      `UPDATE history_head SET seq = 2, hash = decode('${hex}', 'hex') WHERE ticket_id = '${ticket.id}'`,
    )
    expect(await faults()).toContain(`${ticket.id}: dòng lịch sử 3, đã ký trong 2026-11-20.json, không còn`)
  })

  it('a signed file that was changed, and one that was taken away', async () => {
    const folder = path.join(dataDir, 'history-heads')
    const file = path.join(folder, '2026-11-19.json')
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(/"heads":\[\["[0-9a-f]{2}/, (match) => `${match.slice(0, -2)}00`),
    )
    expect(await faults()).toContain('Tệp 2026-11-19.json: chữ ký không đúng')
    rmSync(file)
    expect(await faults()).toContain('Tệp 2026-11-20.json: không nối tiếp tệp trước: có tệp đã bị lấy đi hoặc thay')
    writeFileSync(file, text)
  })
})

it('rows of before there was a chain are taken in once', async () => {
  const ticket = await forwarded()
  await tamper(
    `UPDATE ticket_history SET seq = NULL, hash = NULL WHERE ticket_id = '${ticket.id}'`,
    `DELETE FROM history_head WHERE ticket_id = '${ticket.id}'`,
  )
  expect(await faults()).toContain(`${ticket.code}: có dòng lịch sử chưa được niêm phong`)
  expect(await chainOldRows(db)).toBe(3)
  expect(await chainOldRows(db)).toBe(0)
  expect((await faults()).filter((fault) => fault.startsWith(ticket.code ?? '?'))).toEqual([])
})
