// Files by their content, names, and the signatures of PDFs: whole ones and forged ones.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { byteRanges, MOST_SIGNATURES } from '../../src/tickets/attachments/byte-range-rules.ts'
import { readSignatures } from '../../src/tickets/attachments/pdf-signatures.ts'
import { sniff } from '../../src/tickets/attachments/sniff.ts'
import { createContentStore } from '../../src/tickets/attachments/store.ts'
import { nameOf } from '../../src/tickets/attachments/upload.ts'
import { newSigner, pemOf, signedPdf } from '../harness/signed-pdf.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'h1022-attachments-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
function fileOf(content: Buffer | string): string {
  files += 1
  const file = path.join(folder, `file-${files}`)
  writeFileSync(file, content)
  return file
}
function rootsOf(name: string, content: string): string {
  const roots = mkdtempSync(path.join(folder, name))
  writeFileSync(path.join(roots, 'roots.pem'), content)
  return roots
}
const now = new Date('2026-11-18T03:00:00Z')
const at = new Date('2026-11-18T02:00:00Z')
const read = (pdf: Buffer, roots: string | null = null) => readSignatures(fileOf(pdf), roots, now)

describe('a file is what its content is', () => {
  const text = (type: string) => ({ ok: true, type })
  it.each<[string, Buffer | string, unknown]>([
    ['Vietnamese text', 'Đường Wừu ngập nước', text('text/plain')],
    ['a form that begins like a picture', 'BM01: Biểu mẫu tiếp nhận phản ánh, kiến nghị', text('text/plain')],
    ['a text that begins like a program', 'MZ là mã vùng của hồ sơ này', text('text/plain')],
    ['a PDF', '%PDF-1.7\n%%EOF', text('application/pdf')],
    ['a PDF behind a few bytes', '\n\n%PDF-1.4\n%%EOF', text('application/pdf')],
    ['a sound', Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]), text('audio/mpeg')],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]), { ok: false, really: 'chương trình (.exe)' }],
    ['a Linux program', Buffer.concat([Buffer.from('\u007fELF', 'latin1'), Buffer.alloc(100)]), { ok: false, really: 'chương trình' }],
    ['a GIF', Buffer.from('GIF89a\u0001\0\u0001\0', 'latin1'), { ok: false, really: 'ảnh GIF' }],
    ['a page with a NUL', Buffer.from('abc\0def'), { ok: false, really: 'tệp không rõ loại' }],
    ['an old encoding', Buffer.from([0xd1, 0xea, 0x20, 0xf2, 0x61]), { ok: false, really: 'tệp không rõ loại' }],
    ['half a letter at the end', Buffer.from('Đường').subarray(0, 1), { ok: false, really: 'tệp không rõ loại' }],
  ])('%s', async (_what, content, expected) => {
    expect(await sniff(fileOf(content))).toEqual(expected)
  })
})

it('names lose their paths, what a file system minds, and what makes them look like others', () => {
  expect(nameOf('C:\\Users\\a\\Báo cáo.pdf')).toBe('Báo cáo.pdf')
  expect(nameOf('../../etc/passwd')).toBe('passwd')
  expect(nameOf('"x\u0000y".txt')).toBe('xy.txt')
  expect(nameOf('anh\u202egpj.exe')).toBe('anhgpj.exe')
  expect(nameOf('Đường'.normalize('NFD'))).toBe('Đường'.normalize('NFC'))
  expect(nameOf(`${'a'.repeat(400)}.pdf`)).toHaveLength(184)
  expect(nameOf(`${'a'.repeat(179)}😀😀.pdf`).isWellFormed()).toBe(true)
  expect(nameOf('')).toBe('tep')
})

it('an upload left behind by a process that ended goes when the next one starts; one under way stays', async () => {
  const { incoming } = createContentStore(path.join(folder, 'store'))
  writeFileSync(path.join(incoming, 'old'), 'x')
  writeFileSync(path.join(incoming, 'new'), 'x')
  utimesSync(path.join(incoming, 'old'), new Date(0), new Date(0))
  createContentStore(path.join(folder, 'store'))
  expect(await readdir(incoming)).toEqual(['new'])
})

describe('where signatures are', () => {
  const pdf = (range: string, hole = '<3003020101>') => Buffer.from(`%PDF-1.7 /Contents ${hole} /ByteRange ${range} %%EOF`, 'latin1')
  const from = '%PDF-1.7 /Contents '.length
  const to = from + '<3003020101>'.length
  const whole = (length: number) => `[0 ${from} ${to} ${length}]`
  const rest = (range: string) => pdf(range).length - to

  it('the whole file but the place of the signature', () => {
    const range = whole(rest(whole(99)))
    expect(byteRanges(pdf(range))).toMatchObject([{ coversAll: true, cms: Buffer.from('3003020101', 'hex') }])
    expect(byteRanges(pdf(whole(rest(whole(99)) - 10)))).toMatchObject([{ coversAll: false }])
  })

  it('one that fits no file like this is told from none', () => {
    expect(byteRanges(Buffer.from('%PDF-1.7 %%EOF'))).toEqual([])
    expect(byteRanges(pdf('[0 0 0 0]'))).toEqual([])
    expect(byteRanges(pdf('[0 /********** /********** /**********]'))).toEqual([])
    for (const range of ['[5 10 20 30]', `[0 ${to} ${from} 5]`, whole(9_999_999_999), `[0 ${from - 2} ${to} 3]`]) expect(byteRanges(pdf(range))).toEqual([null])
  })

  it('a file made of them is not read for ever', () => {
    const many = Buffer.from(`%PDF-1.7 ${'/ByteRange [0 9 4194000 100] '.repeat(400_000)}`)
    const begun = performance.now()
    expect(byteRanges(many)).toHaveLength(MOST_SIGNATURES)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

describe('a signed PDF', async () => {
  const root = await newSigner('Gốc thử nghiệm', 'Nhà cung cấp thử nghiệm', { ca: true })
  const between = await newSigner('Trung gian thử nghiệm', 'Nhà cung cấp thử nghiệm', { ca: true, issuer: root, serial: 2 })
  const office = await newSigner('Trần Văn Ký', 'Sở Xây dựng', { issuer: between, serial: 7 })
  const citizen = await newSigner('Lê Thị Dân', '', { issuer: between, serial: 8 })
  const roots = rootsOf('roots', pemOf(await newSigner('Gốc khác', 'Nhà cung cấp khác', { ca: true })) + pemOf(root))

  it('shows its signer, when, and under whom', async () => {
    const pdf = await signedPdf({ signer: office, at, along: [between.certificate] })
    const shown = { signer: 'Trần Văn Ký', organisation: 'Sở Xây dựng', serial: '07', at: at.toISOString(), verdict: 'valid', inForce: true }
    expect(await read(pdf, roots)).toEqual([{ ...shown, issuer: 'Trung gian thử nghiệm', trusted: true }])
    expect(await read(pdf)).toMatchObject([{ ...shown, trusted: null }])
    expect(await read(pdf, rootsOf('other', pemOf(citizen)))).toMatchObject([{ ...shown, trusted: false }])
    // Whoever signs late in the day of an expired certificate is not believed.
    expect(await read(await signedPdf({ signer: office, at: new Date('2028-02-01T00:00:00Z'), along: [between.certificate] }), roots)).toMatchObject([
      { verdict: 'valid', inForce: false, trusted: false },
    ])
  })

  it('says when by its dictionary where the signature does not', async () => {
    const pdf = await signedPdf({ signer: office, stated: "D:20261118090000+07'00'" })
    expect(await read(pdf)).toMatchObject([{ at: '2026-11-18T02:00:00.000Z', verdict: 'valid' }])
    expect(await read(await signedPdf({ signer: office }))).toMatchObject([{ at: null, inForce: true, verdict: 'valid' }])
  })

  it('changed or added to afterwards', async () => {
    const pdf = await signedPdf({ signer: office, at })
    const changed = Buffer.from(pdf)
    changed.write('2.0', 5, 'latin1')
    expect(await read(changed)).toMatchObject([{ verdict: 'changed', signer: 'Trần Văn Ký' }])
    expect(await read(Buffer.concat([pdf, Buffer.from('\n3 0 obj\n<<>>\nendobj\n%%EOF\n')]))).toMatchObject([{ verdict: 'partial' }])
  })

  it('forged with a signature that is genuine for something else', async () => {
    // The CMS carries a letter that was really signed; the file around it is anything.
    const pdf = await signedPdf({ signer: office, at, along: [between.certificate], carried: Buffer.from('Một thư khác đã ký thật') })
    expect(await read(pdf, roots)).toMatchObject([{ verdict: 'changed' }])
  })

  it('forged with a genuine certificate beside the one that signed', async () => {
    // Same number, other issuer: the name shown must be of the certificate whose key signed.
    const forger = await newSigner('Kẻ giả mạo', 'Không ai cả', { serial: 7 })
    const pdf = await signedPdf({ signer: forger, at, along: [office.certificate, between.certificate] })
    expect(await read(pdf, roots)).toMatchObject([{ signer: 'Kẻ giả mạo', verdict: 'valid', trusted: false }])
  })

  it('forged under a genuine certificate that may not issue', async () => {
    const forged = await newSigner('Chủ tịch tỉnh', 'UBND tỉnh', { issuer: citizen, serial: 9 })
    const pdf = await signedPdf({ signer: forged, at, along: [citizen.certificate, between.certificate] })
    expect(await read(pdf, roots)).toMatchObject([{ signer: 'Chủ tịch tỉnh', verdict: 'valid', trusted: false }])
  })

  it('broken in any place never fails', async () => {
    const pdf = await signedPdf({ signer: office, at })
    const hole = pdf.indexOf('<3')
    for (let step = 0; step < 60; step += 1) {
      const broken = Buffer.from(pdf)
      broken.write('f', hole + 1 + step * 37, 'latin1')
      const [signature] = await read(broken)
      expect(['valid', 'changed', 'unchecked']).toContain(signature?.verdict)
    }
    expect(await read(pdf.subarray(0, pdf.length - 20))).toMatchObject([{ verdict: 'unchecked', signer: '' }])
    expect(await read(Buffer.from('%PDF-1.7 /Encrypt 5 0 R nothing'))).toEqual([])
  })

  it('of 20 MB is read without holding up the calls', async () => {
    const pdf = await signedPdf({ signer: office, at })
    const large = fileOf(Buffer.concat([pdf, Buffer.alloc(20 * 2 ** 20 - pdf.length, '/ByteRange  ')]))
    let longest = 0
    let last = performance.now()
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    expect(await readSignatures(large, null, now)).toMatchObject([{ verdict: 'partial' }])
    clearInterval(ticking)
    expect(longest).toBeLessThan(1_000)
  })
})
