// Who changes the directory holds these until the end of the transaction; of two at once the second is told who was first.
import { Refusal } from '../contract/errors.ts'
import type { Transaction } from './deps.ts'
import type { UnitRow } from './unit-rows.ts'

/** All units. Edits of the tree run one at a time, for its rules look at many rows; the lock ends with the transaction. */
export async function lockUnits(tx: Transaction): Promise<UnitRow[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('directory.units'))`
  return tx.unit.findMany()
}

export const noSuchUnit = (): Refusal => new Refusal('not-found', 'Không có đơn vị này')
export const noSuchPerson = (): Refusal => new Refusal('not-found', 'Không tìm thấy tài khoản này')

/** Says who was first. What was typed stays on the page. */
export async function changedMeanwhile(tx: Transaction, unitId: string): Promise<Refusal> {
  const last = await tx.directoryEvent.findFirst({ where: { unitId }, orderBy: { id: 'desc' }, select: { actor: true } })
  return new Refusal('conflict', `${last?.actor ?? 'Người khác'} vừa sửa đơn vị này. Hãy tải lại để xem nội dung mới rồi sửa tiếp.`, { version: 'Đã thay đổi' })
}

/** The person's row, held until the end of the transaction; of two administrators the second is told who was first. */
export async function lockPerson(tx: Transaction, personId: string, version: number | null) {
  await tx.$executeRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid FOR UPDATE`
  const row = await tx.person.findUnique({ where: { id: personId } })
  if (!row) throw noSuchPerson()
  if (version !== null && row.version !== version) {
    const last = await tx.directoryEvent.findFirst({ where: { personId }, orderBy: { id: 'desc' }, select: { actor: true } })
    throw new Refusal('conflict', `${last?.actor ?? 'Người khác'} vừa sửa tài khoản này. Hãy tải lại để xem nội dung mới rồi sửa tiếp.`, {
      version: 'Đã thay đổi',
    })
  }
  return row
}
