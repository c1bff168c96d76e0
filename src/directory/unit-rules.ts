// What must hold of units at every moment. Pure; days are `yyyy-mm-dd`, and `validTo` is the first day a unit is no more.
import type { UnitCapability } from '../contract/directory.ts'

export interface UnitShape {
  id: string
  code: string
  name: string
  capabilities: readonly UnitCapability[]
  parentId: string | null
  predecessorId: string | null
  successorId: string | null
  validFrom: string
  validTo: string | null
}

/** Words about a field; none: nothing is wrong. */
export type Wrong = Record<string, string>

export interface UnitIndex {
  byId: ReadonlyMap<string, UnitShape>
  byCode: ReadonlyMap<string, readonly UnitShape[]>
  childrenOf: ReadonlyMap<string, readonly UnitShape[]>
}

/** A division of a department of … : more than this is a mistake. */
export const deepestTree = 8
const never = '9999-12-31'
/** Without these no petition finds its way: one unit must have each at all times. */
const vital: readonly UnitCapability[] = ['operator', 'province-office']
const capabilityWords: Readonly<Record<UnitCapability, string>> = {
  operator: 'tổng đài 1022',
  'province-office': 'Văn phòng UBND tỉnh',
  overseer: 'giám sát',
}

export const showDay = (iso: string): string => iso.split('-').reverse().join('/')
export const capabilityName = (capability: UnitCapability): string => capabilityWords[capability]
export const isInForce = (unit: Pick<UnitShape, 'validFrom' | 'validTo'>, day: string): boolean =>
  unit.validFrom <= day && (unit.validTo === null || unit.validTo > day)

export function indexUnits(all: readonly UnitShape[]): UnitIndex {
  const group = (key: (unit: UnitShape) => string | null) => {
    const groups = new Map<string, UnitShape[]>()
    for (const unit of all) {
      const name = key(unit)
      if (name !== null) groups.set(name, [...(groups.get(name) ?? []), unit])
    }
    return groups
  }
  return { byId: new Map(all.map((unit) => [unit.id, unit])), byCode: group(({ code }) => code), childrenOf: group(({ parentId }) => parentId) }
}

/** What is wrong with a unit as it would stand among all the others. `index` holds the unit itself in its new form. */
export function unitProblems(unit: UnitShape, index: UnitIndex): Wrong {
  const wrong: Wrong = {}
  if (unit.validTo !== null && unit.validTo < unit.validFrom) wrong['validTo'] = 'Ngày kết thúc trước ngày bắt đầu'
  const sameCode = (index.byCode.get(unit.code) ?? []).find((other) => other.id !== unit.id && overlap(unit, other))
  if (sameCode) wrong['code'] = `Mã này đang là của “${sameCode.name}” (từ ${showDay(sameCode.validFrom)})`
  const above = parentProblem(unit, index)
  if (above) wrong['parentId'] = above
  const child = (index.childrenOf.get(unit.id) ?? []).find((one) => !within(one, unit))
  if (child && !wrong['validTo'])
    wrong[unit.validFrom > child.validFrom ? 'validFrom' : 'validTo'] =
      `Đơn vị trực thuộc “${child.name}” còn hiệu lực ngoài thời gian này (${period(child)}). Hãy sửa hoặc cho ngừng đơn vị đó trước.`
  const before = unit.predecessorId === null ? null : index.byId.get(unit.predecessorId)
  if (before === undefined) wrong['predecessorId'] = 'Không có đơn vị này'
  else if (before?.id === unit.id) wrong['predecessorId'] = 'Đơn vị không thể kế thừa chính nó'
  return wrong
}

function parentProblem(unit: UnitShape, { byId }: UnitIndex): string | null {
  if (unit.parentId === null) return null
  if (unit.parentId === unit.id) return 'Đơn vị không thể trực thuộc chính nó'
  const parent = byId.get(unit.parentId)
  if (!parent) return 'Không có đơn vị cấp trên này'
  const seen = new Set([unit.id])
  for (let at: UnitShape | undefined = parent; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
    if (seen.has(at.id)) return `“${parent.name}” lại trực thuộc đơn vị này: hai đơn vị không thể là cấp trên của nhau`
    seen.add(at.id)
    if (seen.size > deepestTree) return `Cây đơn vị sâu quá ${deepestTree} cấp`
  }
  return within(unit, parent) ? null : `Ngoài thời gian hiệu lực của “${parent.name}” (${period(parent)})`
}

const overlap = (a: UnitShape, b: UnitShape): boolean =>
  a.validFrom < (b.validTo ?? never) && b.validFrom < (a.validTo ?? never) && a.validFrom !== a.validTo && b.validFrom !== b.validTo
const within = (inner: UnitShape, outer: UnitShape): boolean => inner.validFrom >= outer.validFrom && (inner.validTo ?? never) <= (outer.validTo ?? never)
const period = ({ validFrom, validTo }: UnitShape): string => `từ ${showDay(validFrom)}${validTo ? ` đến trước ${showDay(validTo)}` : ''}`

/** Capabilities that nobody would have any more on a day though somebody has them now. */
export function lostCapabilities(before: readonly UnitShape[], after: readonly UnitShape[], day: string): UnitCapability[] {
  const held = (all: readonly UnitShape[], capability: UnitCapability) => all.some((unit) => unit.capabilities.includes(capability) && isInForce(unit, day))
  return vital.filter((capability) => held(before, capability) && !held(after, capability))
}

export const lostWords = (capability: UnitCapability): string =>
  `Đây là đơn vị duy nhất có chức năng ${capabilityName(capability)}. Hãy giao chức năng này cho đơn vị khác trước.`

/** What is wrong with closing these units on a day in favour of a successor; by field, or by unit id. */
export function closingProblems(ids: readonly string[], on: string, successorId: string | null, all: readonly UnitShape[], today: string): Wrong {
  const { byId } = indexUnits(all)
  const wrong: Wrong = {}
  for (const id of ids) {
    const unit = byId.get(id)
    if (!unit) wrong['units'] = 'Không có đơn vị này'
    else if (unit.validTo !== null) wrong['units'] = `“${unit.name}” đã ngừng từ ${showDay(unit.validTo)}`
    else if (on < unit.validFrom) wrong['on'] = `“${unit.name}” mới hoạt động từ ${showDay(unit.validFrom)}`
  }
  const successor = successorId === null ? null : byId.get(successorId)
  if (successor === undefined) wrong['successorId'] = 'Không có đơn vị này'
  else if (successor && ids.includes(successor.id)) wrong['successorId'] = 'Đơn vị kế thừa không thể là đơn vị ngừng hoạt động'
  else if (successor && !isInForce(successor, on)) wrong['successorId'] = `“${successor.name}” không hoạt động vào ngày ${showDay(on)}`
  if (Object.keys(wrong).length > 0) return wrong
  const after = all.map((unit) => (ids.includes(unit.id) ? { ...unit, validTo: on, successorId } : unit))
  const index = indexUnits(after)
  for (const id of ids) {
    const unit = index.byId.get(id)
    if (unit) Object.assign(wrong, renamed(unitProblems(unit, index)))
  }
  const lost = lostCapabilities(all, after, on > today ? on : today)[0]
  if (lost) wrong['units'] = lostWords(lost)
  return wrong
}

/** In the dialog of closing, what is wrong with the end stands at the day. */
const renamed = ({ validTo, validFrom, ...rest }: Wrong): Wrong => {
  const on = validTo ?? validFrom
  return on ? { ...rest, on } : rest
}
