// Who may serve where at once. Pure; moments in ms, `to` null: for good.
import type { Role } from '../contract/values.ts'
import { capabilityFor } from './role-rules.ts'
import { capabilityName, showDay } from './unit-rules.ts'

export interface HeldRole {
  id: string
  role: Role
  unitId: string
  unitName: string
  from: number
  to: number | null
  beside: boolean
}

export interface WantedRole {
  role: Role
  unit: { id: string; name: string; capabilities: readonly string[] }
  from: number
  to: number | null
  /** What to do about other units the person is in at that time; none said: it is asked. */
  choice: 'move' | 'both' | null
}

export type MembershipPlan =
  | { ok: false; code: 'invalid-input' | 'conflict'; message: string; fields: Record<string, string> }
  /** `end`: those which end when the new one begins; `withdraw`: those which would only have begun later. */
  | { ok: true; end: HeldRole[]; withdraw: HeldRole[]; beside: boolean }

export const roleWords: Readonly<Record<Role, string>> = {
  operator: 'Nhân viên trực',
  supervisor: 'Trưởng đài',
  'focal-point': 'Chuyên viên đầu mối',
  'unit-head': 'Lãnh đạo đơn vị',
  'provincial-office': 'VP UBND tỉnh',
  overseer: 'Giám sát',
  administrator: 'Quản trị',
}

const overlap = (a: { from: number; to: number | null }, b: { from: number; to: number | null }): boolean =>
  (a.to === null || b.from < a.to) && (b.to === null || a.from < b.to)

/** The role needs a capability the unit lacks; null: the unit will do. */
export function roleProblem(role: Role, unit: WantedRole['unit']): string | null {
  const needed = capabilityFor(role)
  if (needed === null || unit.capabilities.includes(needed)) return null
  return `Vai trò ${roleWords[role]} cần đơn vị có chức năng ${capabilityName(needed)}, “${unit.name}” không có`
}

/** What has to happen for this role to be held. Nobody gets into two units unless that was chosen. */
export function planMembership(held: readonly HeldRole[], wanted: WantedRole): MembershipPlan {
  const wrong = (message: string, fields: Record<string, string>, code: 'invalid-input' | 'conflict' = 'invalid-input'): MembershipPlan => ({
    ok: false,
    code,
    message,
    fields,
  })
  const unfit = roleProblem(wanted.role, wanted.unit)
  if (unfit) return wrong(unfit, { role: unfit })
  if (wanted.to !== null && wanted.to <= wanted.from) return wrong('Ngày kết thúc phải sau ngày bắt đầu', { to: 'Phải sau ngày bắt đầu' })
  const meanwhile = held.filter((one) => overlap(one, wanted))
  const same = meanwhile.find(({ role, unitId }) => role === wanted.role && unitId === wanted.unit.id)
  if (same) return wrong('Người này đã giữ vai trò đó ở đơn vị đó', { role: 'Đã giữ vai trò này' }, 'conflict')
  const elsewhere = meanwhile.filter(({ unitId }) => unitId !== wanted.unit.id)
  const here = meanwhile.find(({ unitId }) => unitId === wanted.unit.id)
  if (elsewhere.length === 0) return { ok: true, end: [], withdraw: [], beside: false }
  if (wanted.choice === 'move')
    return {
      ok: true,
      end: elsewhere.filter(({ from }) => from < wanted.from),
      withdraw: elsewhere.filter(({ from }) => from >= wanted.from),
      beside: false,
    }
  // Somebody decided earlier that the person serves in both.
  if (here && wanted.choice === null) return { ok: true, end: [], withdraw: [], beside: true }
  if (wanted.choice === 'both') return { ok: true, end: [], withdraw: [], beside: true }
  const words = inUnitWords(elsewhere)
  return wrong(`Người này ${words}. Chọn chuyển hẳn sang đơn vị mới, hoặc giữ cả hai.`, { otherUnits: words }, 'conflict')
}

/** `đang thuộc đơn vị Sở Xây dựng`. */
export function inUnitWords(held: readonly Pick<HeldRole, 'unitName'>[]): string {
  return `đang thuộc đơn vị ${[...new Set(held.map(({ unitName }) => unitName))].join(', ')}`
}

/** How a role is written down in the history. */
export function heldWords(person: string, role: Role, unitName: string, from: string, to: string | null): string {
  return `${person}: ${roleWords[role]}, ${unitName}, từ ${showDay(from)}${to ? ` đến ${showDay(to)}` : ''}`
}
