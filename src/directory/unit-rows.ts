// Units between their table and their rules.
import { type DirectoryUnit, UnitCapability, UnitKind } from '../contract/directory.ts'
import { DAY_MS, startOfDay } from '../deadlines/civil-time-rules.ts'
import { inForce, type Transaction } from './deps.ts'
import { capabilityName, isInForce, showDay, type UnitShape } from './unit-rules.ts'

/** A stored unit. */
export interface UnitRow {
  id: string
  code: string
  name: string
  kind: string
  capabilities: string[]
  parentId: string | null
  predecessorId: string | null
  successorId: string | null
  headIsFocal: boolean
  validFrom: Date
  validTo: Date | null
  version: number
}

/** A `date` column as the day it holds, and back. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`)
/** Midnight in Gia Lai at the beginning of a day. */
export const beginningOf = (day: string): Date => new Date(startOfDay(dateOf(day).getTime() / DAY_MS))

export function toShape(row: UnitRow): UnitShape {
  const { id, code, name, parentId, predecessorId, successorId } = row
  const capabilities = row.capabilities.map((one) => UnitCapability.parse(one))
  return { id, code, name, parentId, predecessorId, successorId, capabilities, validFrom: dayOf(row.validFrom), validTo: row.validTo && dayOf(row.validTo) }
}

/** People of each unit now. */
export async function countMembers(on: Transaction, at: Date, unitId?: string): Promise<Map<string, number>> {
  const rows = await on.membership.groupBy({ by: ['unitId', 'personId'], where: { ...inForce(at), ...(unitId ? { unitId } : {}) } })
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.unitId, (counts.get(row.unitId) ?? 0) + 1)
  return counts
}

export function toDirectoryUnit(row: UnitRow, today: string, members: number): DirectoryUnit {
  const shape = toShape(row)
  return {
    ...shape,
    capabilities: [...shape.capabilities],
    kind: UnitKind.catch('other').parse(row.kind),
    headIsFocal: row.headIsFocal,
    version: row.version,
    inForce: isInForce(shape, today),
    members,
  }
}

export const kindWords: Readonly<Record<UnitKind, string>> = {
  operator: 'Tổng đài',
  'province-office': 'Văn phòng UBND tỉnh',
  department: 'Sở, ban, ngành',
  district: 'UBND cấp huyện (đến 30/6/2025)',
  commune: 'UBND xã, phường',
  'central-body': 'Cơ quan trung ương tại tỉnh',
  association: 'Hội, đoàn thể',
  post: 'Bưu chính',
  company: 'Doanh nghiệp',
  service: 'Đơn vị sự nghiệp',
  division: 'Phòng, bộ phận trực thuộc',
  other: 'Khác',
}

/** The edited fields in words, for the history. */
export function unitWords(unit: UnitShape & { kind: string; headIsFocal: boolean }, nameOf: (id: string) => string): Record<string, string> {
  return {
    code: unit.code,
    name: unit.name,
    kind: kindWords[UnitKind.catch('other').parse(unit.kind)],
    capabilities: unit.capabilities.map(capabilityName).sort().join(', '),
    parentId: unit.parentId ? nameOf(unit.parentId) : '',
    predecessorId: unit.predecessorId ? nameOf(unit.predecessorId) : '',
    headIsFocal: unit.headIsFocal ? 'Có' : 'Không',
    validFrom: showDay(unit.validFrom),
  }
}
