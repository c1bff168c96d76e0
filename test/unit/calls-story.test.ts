// A call's story and its second decision, from steps made by the reducer itself.
import { expect, test } from 'vitest'
import { decideAgain, type RecordedStep, sameJson } from '../../src/calls/redecide-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { joinSteps } from '../../src/calls/replay.ts'
import type { CallEvent, CallState } from '../../src/calls/state.ts'
import { maskNumber, tellCall } from '../../src/calls/story-rules.ts'

const callId = '0198aaaa-0000-4000-8000-000000000001'
const ticketId = '0198aaaa-0000-4000-8000-000000000002'
const agentId = '0198aaaa-0000-4000-8000-00000000000a'
/** 25/11/2026 09:15:02.123 in Asia/Ho_Chi_Minh. */
const at = Date.UTC(2026, 10, 25, 2, 15, 2, 123)

const events: [number, CallEvent][] = [
  [
    0,
    {
      type: 'arrived',
      callId,
      ticketId,
      recordingId: '0198aaaa-0000-4000-8000-000000000003',
      serverId: 'here',
      channelId: 'caller',
      callerNumber: '+84900000014',
      callerRaw: '0900000014',
      callerDisplay: '',
      hotlineNumber: '1022',
      open: true,
      greeting: false,
    },
  ],
  [5, { type: 'recording-started' }],
  [40, { type: 'agent-chosen', agentId, ringMs: 20_000 }],
  [3000, { type: 'leg-answered', legId: `${callId}.leg-1` }],
  [63_000, { type: 'caller-gone', cause: 16 }],
]

function record(): RecordedStep[] {
  let state: CallState | null = null
  return events.map(([after, event], index) => {
    const step = reduce(state, event, at + after)
    state = step.state
    return { seq: index + 1, at: at + after, event, effects: step.effects, state }
  })
}
const tell = (steps: RecordedStep[], showNumbers = false) =>
  tellCall({ callId, facts: null, steps, people: new Map([[agentId, 'Trần Thị Kim Oanh']]), showNumbers })

test('told in order, in Vietnamese, with times of Gia Lai and the operator’s name, the number hidden', () => {
  const { lines, holds } = tell(record())
  const text = lines.join('\n')
  expect(holds).toBe(true)
  expect(text).toContain('Ngày 25/11/2026, đến lúc 09:15:02.123, từ +8490****014 gọi 1022')
  expect(text).toContain(`09:15:02.163  Chọn Trần Thị Kim Oanh (${agentId}), cho đổ chuông tối đa 20,0 giây`)
  expect(text).toContain('→ mở phiếu nháp')
  expect(text).toContain('→ nối người gọi với máy thứ 1')
  expect(text).toContain('Kết thúc lúc 09:16:05.123: đã nghe')
  expect(text).toContain('nói chuyện 60,0 giây, giữ máy 0,0 giây')
  expect(text).toContain('Quyết định lại: khớp (5 bước)')
  expect(text).not.toContain('900000014')
  expect(tell(record(), true).lines.join('\n')).toContain('+84900000014')
})

test('a step that would be decided otherwise is shown with both decisions', () => {
  const steps = record()
  const third = steps[2] as RecordedStep
  steps[2] = { ...third, effects: third.effects.slice(1) }
  const { lines, holds } = tell(steps)
  expect(holds).toBe(false)
  expect(lines.join('\n')).toMatch(/Quyết định lại: KHÁC ở bước 3.*Đã quyết định:.*Nay quyết định:.*"type":"ring"/su)
})

test('steps that are gone are said, and it goes on from the state that was kept', () => {
  const [first, , , answered, gone] = record() as [RecordedStep, RecordedStep, RecordedStep, RecordedStep, RecordedStep]
  const again = decideAgain([first, answered, gone])
  expect(again.missing).toEqual([2, 3])
  expect(again.steps.map(({ again: effects }) => effects !== null)).toEqual([true, false, true])
  expect(again.state?.outcome).toBe('answered')
  const { lines, holds } = tell([first, answered, gone])
  expect(holds).toBe(true)
  expect(lines.join('\n')).toContain('Thiếu 2 bước (2, 3)')
  expect(lines.join('\n')).toContain('khớp (2 trong 3 bước)')
})

test('without its beginning and without a state nothing can be decided, and that is said', () => {
  const later = record()
    .slice(2)
    .map(({ state: _, ...step }) => step)
  expect(tell(later).lines.join('\n')).toContain('Quyết định lại: không làm được')
})

test('a call without any step of ours is told from its row', () => {
  const facts = {
    callId,
    ticketId,
    callerNumber: '+84900000014',
    hotlineNumber: '1022',
    arrivedAt: at,
    answeredAt: null,
    endedAt: at + 9000,
    outcome: 'voicemail',
    agentId: null,
    talkMs: 0,
    holdMs: 0,
    servedBy: 'fallback',
  }
  const text = tellCall({ callId, facts, steps: [], people: new Map(), showNumbers: false }).lines.join('\n')
  expect(text).toContain('Asterisk tự phục vụ cuộc gọi này')
  expect(text).toContain('để lại lời nhắn')
  expect(text).toContain('không có bước nào được ghi')
})

test('numbers keep their ends only; the database’s order of names makes no difference; steps join from both places', () => {
  expect(['+84900000014', '0900000014', '113', '', '+8490000'].map(maskNumber)).toEqual(['+8490****014', '0900***014', '***', 'số không hiện', '********'])
  expect(sameJson({ a: 1, b: [{ c: 2, d: undefined }] }, { b: [{ c: 2 }], a: 1 })).toBe(true)
  expect(sameJson({ a: 1 }, { a: 2 })).toBe(false)
  const steps = record()
  const stored = steps.slice(0, 3).map(({ state: _, ...step }) => step)
  const joined = joinSteps(steps.slice(2), stored)
  expect(joined.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  expect(joined[2]?.state?.phase).toBe('ringing')
})
