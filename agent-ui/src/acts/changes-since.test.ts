import { expect, it } from 'vitest'
import { changesSince } from './changes-since.ts'

const entry = (id: string, at: string, actor: string) => ({ id, at, actor, action: 'Bình luận', field: null, oldValue: null, newValue: null })

it('names the newest change of somebody else', () => {
  const history = [
    entry('3', '2026-11-18T03:00:00.000Z', 'Chính tôi'),
    entry('2', '2026-11-18T02:00:00.000Z', 'Đồng nghiệp'),
    entry('1', '2026-11-18T01:00:00.000Z', 'Đồng nghiệp'),
  ]
  expect(changesSince(new Set(['1']), history, 'Chính tôi')?.id).toBe('2')
  expect(changesSince(new Set(), history, 'Chính tôi')?.id).toBe('2')
  expect(changesSince(new Set(['1', '2']), history, 'Chính tôi')).toBeNull()
})
