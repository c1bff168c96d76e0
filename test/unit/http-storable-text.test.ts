// What people paste must reach the database whole, but for what no database keeps.
import { expect, it } from 'vitest'
import { mountEndpoint } from '../../src/platform/http/endpoint-route.ts'
import { storable } from '../../src/platform/http/storable-text.ts'

it.each([
  ['NUL', 'Hố\u0000 ga', 'Hố ga'],
  ['half a sign', '\ud800vỡ', '\ufffdvỡ'],
  ['a whole sign of two halves', 'Ảnh 📷', 'Ảnh 📷'],
  ['deep inside', { text: 'a\u0000', more: [{ note: '\u0000b' }], n: 1, none: null }, { text: 'a', more: [{ note: 'b' }], n: 1, none: null }],
])('%s', (_, given, kept) => expect(storable(given)).toEqual(kept))

it('what is deeper than anything a page sends is refused, not gone into', () => {
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
  expect(() => storable(deep)).toThrow('Dữ liệu gửi lên không đúng')
})

it('every endpoint is given what can be kept', async () => {
  const seen: unknown[] = []
  const mounted: ((req: unknown, res: unknown) => Promise<void>)[] = []
  const router = { get: (_path: string, ...handlers: typeof mounted) => void mounted.push(...handlers.slice(-1)) }
  mountEndpoint(router as never, 'tickets', async ({ query }) => void seen.push(query.keyword) as never, {})
  const res = { headersSent: true, set: () => undefined }
  await mounted[0]?.({ params: {}, query: { keyword: 'hố\u0000 ga' } }, res)
  expect(seen).toEqual(['hố ga'])
})
