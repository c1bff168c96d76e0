// Files over real HTTP: told by their content, without traces, stored once, served only to those who may see the petition.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attachment } from '../../src/contract/attachments.ts'
import { hashPassword } from '../../src/directory/passwords.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { bindAttachmentRoutes } from '../../src/tickets/attachments/routes.ts'
import { createAttachments } from '../../src/tickets/attachments/service.ts'
import { createContentStore } from '../../src/tickets/attachments/store.ts'
import type { Viewer } from '../../src/tickets/service.ts'
import { startTestRedis, type TestRedis } from '../harness/database.ts'
import { newSigner, signedPdf } from '../harness/signed-pdf.ts'
import { waitUntil } from '../harness/wait.ts'
import { startWeb, type TestWeb } from '../harness/web.ts'
import { openSlipRoom } from './slip-room.ts'

const room = await openSlipRoom()
const folder = mkdtempSync(path.join(tmpdir(), 'h1022-files-'))
const store = createContentStore(folder)
const password = 'only for this test'
let redis: TestRedis
let web: TestWeb
let ticketId = ''
const told: { ticketId: string; unitIds: readonly string[] }[] = []
const cookies = new Map<string, string>()

beforeAll(async () => {
  room.time('11-18 09:00')
  redis = await startTestRedis()
  web = await startWeb({ database: room.url, redis: redis.url }, room.clock, undefined, (http) =>
    bindAttachmentRoutes(
      http,
      createAttachments({
        db: room.db,
        clock: room.clock,
        logger: silentLogger,
        store,
        trustedRoots: null,
        ticket: room.service.get,
        tell: (change) => void told.push(change),
      }),
    ),
  )
  const passwordHash = await hashPassword(password)
  for (const who of [room.who.operator, room.who.focal, room.who.powerFocal, room.who.overseer, room.who.office]) {
    await room.db.person.update({ where: { id: who.personId }, data: { passwordHash } })
    const { phone } = await room.db.person.findUniqueOrThrow({ where: { id: who.personId } })
    const response = await fetch(`${web.baseUrl}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: web.baseUrl },
      body: JSON.stringify({ phone, password }),
    })
    cookies.set(who.personId, response.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }
  ticketId = (await room.forwarded()).id
}, 60_000)
afterAll(async () => {
  await web?.stop()
  await redis?.stop()
  await room.stop()
  rmSync(folder, { recursive: true, force: true })
})

const headers = (who: Viewer) => ({ cookie: cookies.get(who.personId) ?? '', origin: web.baseUrl })

async function upload(who: Viewer, ...files: [name: string, content: Buffer | string][]) {
  const body = new FormData()
  for (const [name, content] of files) body.append('files', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
  const response = await fetch(`${web.baseUrl}/api/tickets/${ticketId}/attachments`, { method: 'POST', headers: headers(who), body })
  return { status: response.status, body: (await response.json()) as unknown }
}
const read = (who: Viewer, url: string, more: Record<string, string> = {}) => fetch(`${web.baseUrl}${url}`, { headers: { ...headers(who), ...more } })
const contents = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}$/.test(name))

/** What a file descriptor stands for; one that is closed by now stands for nothing. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}

/** The head of one file in a multipart body; the part before it ends with it. */
const part = (name: string) => `\r\n--xx\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`

const film = (sent: number) => (sent === 0 ? part('phim.mp4') : null)

/** Streams megabytes until an answer comes; `headOf` says what stands before each of them. */
function send(megabytes: number, headOf: (sent: number) => string | null, more: Record<string, string> = {}, end = true) {
  let sent = 0
  let answered = false
  const { hostname, port, pathname } = new URL(`${web.baseUrl}/api/tickets/${ticketId}/attachments`)
  const headersOfCall = { ...headers(room.who.focal), 'content-type': 'multipart/form-data; boundary=xx', ...more }
  const call = request({ host: hostname, port, path: pathname, method: 'POST', headers: headersOfCall })
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    call.on('response', (res) => {
      answered = true
      let text = ''
      res.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }))
    })
    call.on('error', reject)
  })
  const chunk = Buffer.alloc(2 ** 20)
  const pump = () => {
    while (sent < megabytes && !answered && !call.destroyed) {
      const head = headOf(sent)
      if (head) call.write(head)
      sent += 1
      if (!call.write(chunk)) return void call.once('drain', pump)
    }
    if (sent === megabytes && end && !answered) call.end('\r\n--xx--\r\n')
  }
  pump()
  return { call, answer, sent: () => sent }
}

describe('a picture', () => {
  it('comes back without where and with what it was taken, turned upright, with its Vietnamese name', async () => {
    const taken = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#17593f' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'Máy ảnh' }, IFD3: { GPSLatitude: '13/1 58/1 0/1', GPSLatitudeRef: 'N' } })
      .toBuffer()
    expect((await sharp(taken).metadata()).exif).toBeDefined()
    const { status, body } = await upload(room.who.focal, ['Ảnh hố ga đường Wừu.jpg', taken])
    expect(status).toBe(200)
    const [attachment] = body as Attachment[]
    expect(attachment).toMatchObject({ name: 'Ảnh hố ga đường Wừu.jpg', type: 'image/jpeg', removable: true })
    const response = await read(room.who.operator, attachment?.url ?? '')
    expect(response.headers.get('content-disposition')).toBe(`inline; filename*=UTF-8''${encodeURIComponent('Ảnh hố ga đường Wừu.jpg')}`)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).exif).toBeUndefined()
    const thumb = await read(room.who.operator, `${attachment?.url}?w=320`)
    expect(thumb.headers.get('content-type')).toBe('image/webp')
    expect(await room.history(ticketId)).toContain('attachment-added Nguyễn Đức Thịnh')
  })
})

it('a sound plays where it is opened, with the session and nothing else', async () => {
  const sound = Buffer.concat(Array(40).fill(Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)])))
  const [attachment] = (await upload(room.who.focal, ['ghi âm.mp3', sound])).body as Attachment[]
  expect(attachment).toMatchObject({ type: 'audio/mpeg', bytes: sound.length })
  const response = await read(room.who.operator, attachment?.url ?? '', { range: 'bytes=417-' })
  expect([response.status, response.headers.get('content-range')]).toEqual([206, `bytes 417-${sound.length - 1}/${sound.length}`])
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox allow-same-origin;/)
  expect((await read(room.who.operator, attachment?.url ?? '', { range: 'bytes=9999999-' })).status).toBe(416)
})

it('who works on it is told; a secret and a hidden identity are kept from those who only read', async () => {
  const [attachment] = (await upload(room.who.focal, ['don.txt', 'Đơn của người dân'])).body as Attachment[]
  expect(told.at(-1)).toMatchObject({ ticketId, unitIds: [room.units.works] })
  const flags = async (data: { stateSecret?: boolean; identityHidden?: boolean }) => {
    await room.db.ticket.update({ where: { id: ticketId }, data })
    const url = attachment?.url ?? ''
    return [(await read(room.who.overseer, url)).status, (await read(room.who.focal, url)).status, (await read(room.who.office, url)).status]
  }
  expect(await flags({ stateSecret: true })).toEqual([404, 200, 404])
  expect(await flags({ stateSecret: false, identityHidden: true })).toEqual([404, 200, 200])
  expect((await room.service.get(ticketId, room.who.overseer)).attachments).toEqual([])
  expect(await flags({ identityHidden: false })).toEqual([200, 200, 200])
})

it('is not taken away once the result was handed in, and a script keeps no name that would run it', async () => {
  const { units, who, act } = room
  const before = ticketId
  ticketId = (await room.forwarded()).id
  try {
    const { body } = await upload(who.focal, ['run.bat', 'echo 1'], ['ghi-chu.txt', 'Đã thay'])
    expect((body as Attachment[]).map(({ name }) => name)).toEqual(['run.bat.txt', 'ghi-chu.txt'])
    const [script, words] = body as [Attachment, Attachment]
    const remove = (who: Viewer, { id }: Attachment) => fetch(`${web.baseUrl}/api/attachments/${id}`, { method: 'DELETE', headers: headers(who) })
    expect((await remove(who.focal, script)).ok).toBe(true)
    await act(ticketId, who.focal, 'save-result', { unitId: units.works, content: 'Đã thay nắp.' })
    const handed = await act(ticketId, who.focal, 'hand-in')
    expect((await remove(who.focal, words)).status).toBe(403)
    expect((await room.service.get(ticketId, who.focal)).attachments.map(({ removable }) => removable)).toEqual([false])
    await act(ticketId, who.supervisor, 'approve', { resultId: handed.results[0]?.id ?? '', answer: 'Đã thay nắp.' })
    await act(ticketId, who.operator, 'tell-citizen', { how: 'phone' })
    expect((await remove(who.operator, words)).status).toBe(403)
  } finally {
    ticketId = before
  }
})

it('is not taken by a draft that belongs to another petition by now, nor are words', async () => {
  const before = ticketId
  const target = await room.forwarded()
  const draft = await room.service.newDraft('hotline', room.who.operator)
  await room.act(draft.id, room.who.operator, 'attach-to', { ticketId: target.id })
  ticketId = draft.id
  try {
    expect(await upload(room.who.operator, ['a.txt', 'a'])).toMatchObject({ status: 409, body: { code: 'conflict' } })
    await expect(room.act(draft.id, room.who.operator, 'comment', { text: 'Lạc chỗ' })).rejects.toMatchObject({ code: 'conflict' })
  } finally {
    ticketId = before
  }
})

it('says whose it is: the citizen’s by the hotline, or the unit’s, with who and when', async () => {
  const [asked] = (await upload(room.who.operator, ['đơn của dân.txt', 'Đơn'])).body as Attachment[]
  const [found] = (await upload(room.who.focal, ['biên bản.txt', 'Biên bản'])).body as Attachment[]
  const at = '2026-11-18T02:00:00.000Z'
  expect(asked).toMatchObject({ of: 'desk', unitName: null, uploadedBy: 'Siu H’Nhung', at })
  expect(found).toMatchObject({ of: 'unit', unitName: 'Sở Xây dựng', uploadedBy: 'Nguyễn Đức Thịnh', at })
  const { attachments } = await room.service.get(ticketId, room.who.supervisor)
  const shown = (id: string | undefined) => attachments.find((one) => one.id === id)
  expect([shown(asked?.id)?.of, shown(found?.id)?.of]).toEqual(['desk', 'unit'])
})

describe('refused', () => {
  it('a program named .pdf, saying what it is; nothing is kept', async () => {
    const before = contents().length
    const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])
    const { status, body } = await upload(room.who.focal, ['tot.txt', 'Văn bản tốt'], ['Báo cáo.pdf', exe])
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid-input', message: expect.stringContaining('Báo cáo.pdf: thực chất là chương trình (.exe)') })
    expect(contents().length).toBe(before)
    expect(readdirSync(store.incoming)).toEqual([])
  })

  it('an empty file, a broken picture, a script with control signs', async () => {
    expect((await upload(room.who.focal, ['rong.txt', ''])).body).toMatchObject({ message: 'rong.txt: tệp rỗng' })
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    expect((await upload(room.who.focal, ['hong.png', png.subarray(0, 40)])).body).toMatchObject({
      message: 'hong.png: ảnh bị hỏng hoặc quá lớn, không đọc được',
    })
    expect((await upload(room.who.focal, ['x.txt', Buffer.from([104, 105, 0, 1, 2])])).body).toMatchObject({ code: 'invalid-input' })
  })

  it('200 MB, cut off before they have come', async () => {
    const { answer, sent } = send(200, film)
    const { status, text } = await answer
    expect(status).toBe(400)
    expect(JSON.parse(text)).toMatchObject({ code: 'invalid-input', message: 'Tệp lớn quá 100 MB' })
    expect(sent()).toBeLessThan(150)
    expect(readdirSync(store.incoming)).toEqual([])
    // Told beforehand, not even the first is waited for.
    const told = send(200, film, { 'content-length': String(200 * 2 ** 20 + 1000) })
    expect((await told.answer).status).toBe(400)
    expect(told.sent()).toBeLessThan(50)
  }, 30_000)

  it('many files that are too much together; none of them is held open', async () => {
    const open = () =>
      readdirSync('/proc/self/fd')
        .map((fd) => linkOf(`/proc/self/fd/${fd}`))
        .filter((to) => to.startsWith(store.incoming))
    const { answer } = send(200, (sent) => (sent % 19 === 0 ? part(`${sent}.jpg`) : null))
    expect((await answer).status).toBe(400)
    expect(readdirSync(store.incoming)).toEqual([])
    expect(open()).toEqual([])
  }, 30_000)

  it('a line that breaks in the middle leaves nothing', async () => {
    const before = await room.db.attachment.count()
    const { call, answer } = send(3, film, {}, false)
    answer.catch(() => undefined)
    await waitUntil(
      () => readdirSync(store.incoming).length === 1,
      5_000,
      () => 'the upload did not begin',
    )
    call.destroy()
    await waitUntil(
      () => readdirSync(store.incoming).length === 0,
      5_000,
      () => 'what had come was not removed',
    )
    expect(await room.db.attachment.count()).toBe(before)
  })

  it('whoever has no part in the petition: neither adding nor reading', async () => {
    const [attachment] = (await upload(room.who.focal, ['bao cao.txt', 'Đã xử lý'])).body as Attachment[]
    expect((await read(room.who.powerFocal, attachment?.url ?? '')).status).toBe(404)
    expect((await upload(room.who.powerFocal, ['a.txt', 'a'])).status).toBe(404)
    expect((await read(room.who.overseer, attachment?.url ?? '')).status).toBe(200)
    expect((await upload(room.who.overseer, ['a.txt', 'a'])).status).toBe(403)
    const removed = await fetch(`${web.baseUrl}${attachment?.url}`, { method: 'DELETE', headers: headers(room.who.overseer) })
    expect(removed.status).toBe(403)
  })
})

it('the same content twice lies there once, and seeks', async () => {
  const text = `Biên bản ${'x'.repeat(2000)}`
  const before = contents().length
  const [first] = (await upload(room.who.focal, ['mot.txt', text])).body as Attachment[]
  await upload(room.who.operator, ['hai.txt', text])
  expect(contents().length).toBe(before + 1)
  const part = await read(room.who.focal, first?.url ?? '', { range: 'bytes=0-7' })
  expect(part.status).toBe(206)
  expect(createHash('sha256').update(text).digest('hex')).toBe((await room.db.attachment.findUniqueOrThrow({ where: { id: first?.id ?? '' } })).sha256)
  const gone = await fetch(`${web.baseUrl}${first?.url}`, { method: 'DELETE', headers: headers(room.who.focal) })
  expect(gone.status).toBe(204)
  expect((await read(room.who.focal, first?.url ?? '')).status).toBe(404)
  expect(contents().length).toBe(before + 1)
})

it('a signed PDF shows its signer; changed or added to after signing, it says so', async () => {
  const pdf = await signedPdf({ signer: await newSigner('Trần Văn Ký', 'Sở Xây dựng'), at: new Date('2026-11-18T02:00:00Z') })
  const changed = Buffer.from(pdf)
  changed.write('2.0', 5, 'latin1')
  const files = (
    await upload(
      room.who.focal,
      ['cong van.pdf', pdf],
      ['sua.pdf', changed],
      ['them.pdf', Buffer.concat([pdf, Buffer.from('\n3 0 obj\n<<>>\nendobj\n%%EOF\n')])],
    )
  ).body as Attachment[]
  expect(files.map(({ name, signatures }) => [name, signatures[0]?.verdict]).sort()).toEqual([
    ['cong van.pdf', 'valid'],
    ['sua.pdf', 'changed'],
    ['them.pdf', 'partial'],
  ])
  expect(files.find(({ name }) => name === 'cong van.pdf')?.signatures[0]).toMatchObject({
    signer: 'Trần Văn Ký',
    organisation: 'Sở Xây dựng',
    at: '2026-11-18T02:00:00.000Z',
    inForce: true,
    trusted: null,
  })
})
