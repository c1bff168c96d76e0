// From the journal into the table of alarms; writing a record twice changes nothing.
import type { Transaction } from '../database/client.ts'
import type { AlarmStep } from './alarms.ts'

/** Writes one journal record of kind `alarm`. */
export async function writeAlarm(tx: Transaction, record: { body: unknown }): Promise<void> {
  const body = record.body as AlarmStep
  if (body.step === 'began') {
    const at = new Date(body.at)
    await tx.alarm.updateMany({ where: { clearedAt: null, raisedAt: { lt: at } }, data: { clearedAt: at } })
    return
  }
  const { id, code, detail } = body
  const raisedAt = new Date(body.raisedAt)
  if (body.clearedAt === null) await tx.alarm.createMany({ data: [{ id, code, detail, raisedAt }], skipDuplicates: true })
  else {
    const end = { detail, clearedAt: new Date(body.clearedAt) }
    await tx.alarm.upsert({ where: { id }, create: { id, code, raisedAt, ...end }, update: end })
  }
}
