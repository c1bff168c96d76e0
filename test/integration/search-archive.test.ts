// Words among more petitions than are gone through first: what is old and rare is found like what is new and common.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Viewer } from '../../src/tickets/service.ts'
import { fillArchive } from '../harness/bulk-archive.ts'
import { bulkUnits } from '../harness/bulk-slips.ts'
import { openTicketRoom } from './ticket-room.ts'

const PETITIONS = 12_000
const room = await openTicketRoom()
const viewers: Viewer[] = []
afterAll(room.stop)

beforeAll(async () => {
  const bulk = await bulkUnits(room.db, 2)
  await fillArchive(room, bulk, PETITIONS)
  for (const unitId of bulk.units)
    viewers.push({ personId: room.lan.personId, name: 'Đầu mối', roles: ['focal-point'], memberships: [{ role: 'focal-point', unitId }] })
}, 60_000)

const titles = async (keyword: string, by: Viewer, page = 1) => {
  const { items, total } = await room.find({ keyword, page, pageSize: 20 }, by)
  return { titles: items.map(({ title }) => title), total }
}
/** Whose the petition with this number is. */
const ownerOf = (n: number): [Viewer, Viewer] => [viewers[n % 2] as Viewer, viewers[(n + 1) % 2] as Viewer]

it.each([4_321, 11_990])('the petition number %i by its words: the desk and its unit find it, another unit does not', async (n) => {
  const [own, other] = ownerOf(n)
  const found = { titles: [expect.stringMatching(new RegExp(`số ${n}$`))], total: 1 }
  expect(await titles(`viec so ${n}.`, room.lan)).toEqual(found)
  expect(await titles(`viec so ${n}.`, own)).toEqual(found)
  expect(await titles(`viec so ${n}.`, other)).toEqual({ titles: [], total: 0 })
})

it('an old one by the end or the beginning of its number, or by the beginning of a word', async () => {
  const old = await room.db.ticket.findUniqueOrThrow({ where: { code: 'GL26-011991' }, select: { id: true } })
  await room.db.ticket.update({ where: old, data: { reporterNumber: '+84900047654', reporterName: 'Siu H’Vrơng' } })
  const [own, other] = ownerOf(11_991)
  for (const keyword of ['47654', '0900 047', 'vro', "h'vron"]) {
    for (const who of [room.lan, own]) expect(await titles(keyword, who)).toEqual({ titles: [expect.stringMatching(/số 11991$/)], total: 1 })
    expect((await titles(keyword, other)).total).toBe(0)
  }
  expect((await titles('rong', room.lan)).total).toBe(0)
})

it('common words give the newest first, page after page, each once', async () => {
  const own = viewers[0] as Viewer
  const seen: string[] = []
  for (let page = 1; page <= 8; page += 1) {
    const { titles: some, total } = await titles('de nghi don vi', own, page)
    expect(some).toHaveLength(20)
    expect(total).toBeGreaterThan(100)
    seen.push(...some)
  }
  expect(new Set(seen).size).toBe(160)
  const numbers = seen.map((title) => Number(/số (\d+)$/.exec(title)?.[1]))
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
})

it('a word that all have and a number that one has: not taken for a rare pair nor for a common one', async () => {
  expect((await titles('don vi xu ly so 11988.', viewers[0] as Viewer)).total).toBe(1)
})
