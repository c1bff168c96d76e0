// The history under attack: by somebody with every right on the database, and by somebody who has the key as well.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { writeEvent } from '../../src/tickets/history.ts'
import { createAnchors, readAnchors } from '../../src/tickets/history-anchor.ts'
import { chainOldRows } from '../../src/tickets/history-append.ts'
import { canonical } from '../../src/tickets/history-chain-rules.ts'
import { keyedHash, setHistoryKey } from '../../src/tickets/history-key.ts'
import { verifyHistory } from '../../src/tickets/history-verify.ts'
import { gialai, openSlipRoom } from './slip-room.ts'

const room = await openSlipRoom()
const { act, db, forwarded, time, who } = room
const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-history-'))
const anchors = createAnchors({ db, historyDir: dataDir, logger: silentLogger, settledMs: 0 })
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

  it('is whole also while people go on working', async () => {
    const tickets = [await forwarded(), await forwarded()]
    let working = true
    const work = Promise.all(
      tickets.map(async (ticket) => {
        for (let n = 0; working; n += 1) await act(ticket, who.focal, 'comment', { text: `Ý kiến ${n}` })
      }),
    )
    const found: string[] = []
    for (let n = 0; n < 12; n += 1) found.push(...(await faults()))
    working = false
    await work
    expect(found).toEqual([])
  })

  it('a call written down late is signed by the next night', async () => {
    const ticket = await forwarded()
    const folder = path.join(dataDir, 'late')
    const late = createAnchors({ db, historyDir: folder, logger: silentLogger, settledMs: 0 })
    await late.write(gialai('11-19 00:10'))
    const moment = { ticketId: ticket.id, actor: { id: null, name: 'Hệ thống' }, at: gialai('11-01 08:00') }
    await db.$transaction((tx) => writeEvent(tx, moment, 'call-attached'))
    await late.write(gialai('11-20 00:10'))
    expect([...readAnchors(folder)].at(-1)?.body?.heads).toContainEqual([ticket.id, 4, expect.any(String)])
    expect([...readAnchors(folder)].map(({ fault }) => fault)).toEqual([null, null])
  })

  it('what no database keeps as it is sent makes no false alarm', async () => {
    const more = { text: 'Nửa ký tự: \ud83d, rồi hết', actId: randomUUID().toUpperCase() }
    await act(await forwarded(), who.focal, 'comment', more)
    expect(await faults()).toEqual([])
  })

  it('only what was written since a day is looked at when asked', async () => {
    const all = await verifyHistory(db, dataDir)
    expect(await verifyHistory(db, dataDir, { since: new Date(Date.now() + 60_000) })).toMatchObject({ tickets: 0, rows: 0, faults: [] })
    expect(await verifyHistory(db, dataDir, { since: gialai('11-01') })).toMatchObject({ tickets: all.tickets, rows: all.rows, faults: [] })
  })
})

describe('finds', () => {
  it('a changed row', async () => {
    await tamper(`UPDATE ticket_history SET new_value = 'Không nhận được' WHERE ticket_id = '${victim.id}' AND seq = 3`)
    expect(await faults()).toEqual([`${victim.code}: dòng lịch sử 3 đã bị sửa, chèn vào hoặc đổi chỗ`])
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
    expect(found).toContain(`${third.code}: dòng lịch sử 3, đã ký trong 2026-11-19.json, không còn`)
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
    expect(await faults()).toContain(`${ticket.code}: dòng lịch sử 3, đã ký trong 2026-11-20.json, không còn`)
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

  it('that the newest file is gone, or all of them', async () => {
    const gone = /^\d+ phiếu đổi hơn hai ngày trước không có trong tệp ký nào/
    const folder = path.join(dataDir, 'history-heads')
    await db.$executeRaw`UPDATE history_head SET changed_at = changed_at - interval '3 days'`
    expect(await faults()).not.toContainEqual(expect.stringMatching(gone))
    const file = path.join(folder, '2026-11-20.json')
    const text = readFileSync(file, 'utf8')
    rmSync(file)
    expect(await faults()).toContainEqual(expect.stringMatching(gone))
    writeFileSync(file, text)
    expect((await verifyHistory(db, path.join(dataDir, 'nowhere'))).faults).toContainEqual(expect.stringMatching(gone))
    await db.$executeRaw`UPDATE history_head SET changed_at = changed_at + interval '3 days'`
  })

  it('files that were signed anew with another key, held against the public key kept elsewhere', async () => {
    const [kept, signing] = [path.join(dataDir, 'kept.pem'), path.join(dataDir, 'history-signing')]
    copyFileSync(path.join(signing, 'public.pem'), kept)
    const before = (await verifyHistory(db, dataDir)).keyFingerprint
    const other = generateKeyPairSync('ed25519')
    writeFileSync(path.join(signing, 'public.pem'), other.publicKey.export({ type: 'spki', format: 'pem' }))
    for (const name of readdirSync(path.join(dataDir, 'history-heads'))) {
      const file = path.join(dataDir, 'history-heads', name)
      const { body } = JSON.parse(readFileSync(file, 'utf8'))
      writeFileSync(file, JSON.stringify({ body, signature: sign(null, Buffer.from(JSON.stringify(body)), other.privateKey).toString('base64') }))
    }
    const own = await verifyHistory(db, dataDir)
    expect(own.faults).not.toContain('Tệp 2026-11-18.json: chữ ký không đúng')
    expect(own.keyFingerprint).not.toBe(before)
    expect((await verifyHistory(db, dataDir, { publicKeyFile: kept })).faults).toContain('Tệp 2026-11-18.json: chữ ký không đúng')
    await expect(verifyHistory(db, dataDir, { publicKeyFile: path.join(dataDir, 'no.pem') })).rejects.toThrow('ENOENT')
    copyFileSync(kept, path.join(signing, 'public.pem'))
  })

  it('that the key is another one, instead of calling every row changed', async () => {
    setHistoryKey('quite another key, long enough to be one')
    const found = await faults()
    setHistoryKey('a history key for tests, long enough to be one')
    expect(found.filter((fault) => fault.includes('khớp với khóa'))).toHaveLength(1)
    expect(found).not.toContainEqual(expect.stringContaining('đã bị sửa'))
  })
})

it('a damaged file is told and holds up no later night', async () => {
  writeFileSync(path.join(dataDir, 'history-heads', '2026-11-20.json'), '{"body":')
  time('11-22 00:10')
  const written = await anchors.write(room.clock.at)
  expect(path.basename(written ?? '')).toBe('2026-11-21.json')
  const found = await faults()
  expect(found).toContain('Tệp 2026-11-20.json: không đọc được')
  expect(found.filter((fault) => fault.startsWith('Tệp 2026-11-21'))).toEqual([])
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
