import { createInstance } from 'i18next'
import { afterEach, expect, it, vi } from 'vitest'
import vietnamese from '../i18n/vi.json'
import { triesWords } from './tries-words.ts'

afterEach(() => vi.useRealTimers())

it('says how often and from when on, with the day when it is another', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-18T14:00:00+07:00'), toFake: ['Date'] })
  const words = createInstance({ lng: 'vi', resources: { vi: { translation: vietnamese } }, interpolation: { escapeValue: false } })
  await words.init()
  expect(triesWords({ made: 1, most: 3, nextFrom: '2026-11-18T07:30:00.000Z' }, words.t)).toBe('Đã gọi 1/3, gọi lại từ 14:30')
  expect(triesWords({ made: 2, most: 3, nextFrom: '2026-11-17T07:30:00.000Z' }, words.t)).toBe('Đã gọi 2/3, gọi lại từ 14:30 17/11')
})
