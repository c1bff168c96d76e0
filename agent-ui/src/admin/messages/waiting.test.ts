import { expect, it } from 'vitest'
import { messageStates } from '../../../../src/contract/messages.ts'
import { someWait } from './waiting.ts'

it('waits for what is queued or being sent', () => {
  expect(messageStates.filter((state) => someWait([{ state: 'delivered' }, { state }]))).toEqual(['queued', 'sending'])
  expect(someWait([])).toBe(false)
})
