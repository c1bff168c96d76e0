// Which act stands where: the next step first, the manual's menu, those beside it, the rest.
import type { ActType } from '../../../src/contract/acts.ts'

/** The next step: the first of these that is allowed. */
const mainOrder: readonly ActType[] = ['take', 'assign', 'approve', 'tell-citizen', 'save-result', 'forward', 'reopen', 'urge']
/** A result that is written waits to be handed in: nobody shall think that it has been. */
const withResult: readonly ActType[] = mainOrder.flatMap((type) => (type === 'save-result' ? ['hand-in', type] : [type]))
/** Under "Chuyên viên thao tác" (M1.1.2). */
const specialist: readonly ActType[] = ['coordinate', 'return', 'hand-in']
/** Beside it, as the manual has them. */
const plain: readonly ActType[] = ['approve', 'tell-citizen', 'assign', 'save-result', 'extend', 'answer-now', 'refuse', 'send-back', 'edit-facts', 'give-back']
/** Seldom: in the menu of the rest. */
const rare: readonly ActType[] = ['pass-on', 'request-info', 'attach-to', 'urge', 'pause', 'resume', 'withdraw', 'discard', 'take', 'forward', 'reopen']
/** On a telephone one more stands beside the next step: the first of these. */
const thumbOrder: readonly ActType[] = ['extend', 'hand-in', 'save-result', 'answer-now', 'send-back', 'forward']

/** The allowed acts in their places; none stands in two of `first`, `plain` and `rare`. */
export function actPlaces(acts: readonly ActType[], resultWritten = false) {
  const may = (type: ActType) => acts.includes(type)
  const first = (resultWritten ? withResult : mainOrder).find(may) ?? null
  const without = (types: readonly ActType[]) => types.filter((type) => may(type) && type !== first)
  return { first, specialist: specialist.filter(may), plain: without(plain), rare: without(rare) }
}

/** The two under the thumb and what the sheet holds, each act once; `confirms`: a result is handed in by "Xác nhận hoàn thành" too, as on a wide page. */
export function thumbPlaces(acts: readonly ActType[], resultWritten = false) {
  const { first, specialist, plain, rare } = actPlaces(acts, resultWritten)
  const all = [...new Set([...plain, ...specialist, ...rare])].filter((type) => type !== first)
  const second = thumbOrder.find((type) => all.includes(type)) ?? null
  return { first, second, sheet: all.filter((type) => type !== second), confirms: specialist.includes('hand-in') }
}
