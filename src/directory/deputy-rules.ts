// Acting for somebody else (người được ủy quyền). Pure.
import type { Membership } from '../contract/accounts.ts'
import type { Role } from '../contract/values.ts'

/**
 * What a deputy takes over. Not an operator's telephone, which goes with a shift, nor an administrator's keys, which only
 * another administrator gives.
 */
export const deputisedRoles: readonly Role[] = ['supervisor', 'focal-point', 'unit-head', 'provincial-office', 'overseer']

/** Half a year; who is away for longer gets a successor. */
export const longestDeputyMs = 184 * 24 * 60 * 60 * 1000

/** The person's own memberships, then those held for others; what is held in one's own right is not held for another as well. */
export function effectiveMemberships(own: readonly Membership[], forOthers: readonly Membership[]): Membership[] {
  const all = [...own]
  for (const one of forOthers)
    if (deputisedRoles.includes(one.role) && !all.some(({ role, unitId }) => role === one.role && unitId === one.unitId)) all.push(one)
  return all
}

/** As `Me`, as far as acting for others goes. */
interface Acting {
  roles: readonly Role[]
  memberships: readonly { role: Role; unitId: string; onBehalfOf?: { personId: string; name: string } | undefined }[]
}

/** For whom somebody may act now, each once. */
export function principalsOf({ memberships }: Acting): { personId: string; name: string }[] {
  const byId = new Map(memberships.flatMap(({ onBehalfOf }) => (onBehalfOf ? [[onBehalfOf.personId, onBehalfOf] as const] : [])))
  return [...byId.values()]
}

/**
 * The same person with the own memberships and those held for one principal, or for none: what he may do in his own right is
 * done in his own name, and only what he could not do otherwise is done for somebody.
 */
export function actingFor<A extends Acting>(person: A, principalId: string | null): A {
  if (principalsOf(person).length === 0) return person
  const memberships = person.memberships.filter(({ onBehalfOf }) => !onBehalfOf || onBehalfOf.personId === principalId)
  return { ...person, memberships, roles: [...new Set(memberships.map(({ role }) => role))] }
}

/** The name that is written down: `Lê Văn Bình (thay mặt Trần An)`. */
export function nameActing(name: string, principal: string | null): string {
  return principal === null ? name : `${name} (thay mặt ${principal})`
}

/** What is wrong with naming this deputy, by field; nothing: it may be done. Moments in ms. */
export function deputyProblems(wanted: { personId: string; deputyId: string; from: number; to: number }, now: number): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (wanted.personId === wanted.deputyId) wrong['deputyId'] = 'Không thể ủy quyền cho chính mình'
  if (wanted.to <= wanted.from) wrong['to'] = 'Thời điểm kết thúc phải sau thời điểm bắt đầu'
  else if (wanted.to <= now) wrong['to'] = 'Thời gian ủy quyền đã qua'
  else if (wanted.to - wanted.from > longestDeputyMs) wrong['to'] = 'Ủy quyền nhiều nhất 6 tháng một lần'
  return wrong
}
