// Units and people from .xlsx and .csv: read, planned row by row, then written in one transaction or not at all.
import { randomUUID } from 'node:crypto'
import type { ImportQuery, ImportReport, RowError } from '../contract/imports.ts'
import { formatPhone } from '../contract/phone-number.ts'
import { readSheet } from '../platform/sheets/read-sheet.ts'
import { readDay } from '../platform/sheets/sheet-rules.ts'
import { writeTemplate } from '../platform/sheets/write-template.ts'
import type { DirectoryDeps } from './deps.ts'
import type { Actor } from './directory-history.ts'
import { planPeople } from './import-people-rules.ts'
import { personColumns, templates, unitColumns } from './import-templates.ts'
import { planUnits } from './import-units-rules.ts'
import { knownPeople, savePeople, saveUnits } from './import-writing.ts'
import type { NewInvitation } from './invitations.ts'
import { lockUnits } from './locks.ts'
import { localDay } from './moving.ts'
import { kindWords, toShape } from './unit-rows.ts'

/** Makes the imports. */
export function createImports({ db, clock, logger }: DirectoryDeps) {
  const writes = (mode: ImportQuery['mode'], errors: readonly RowError[]) =>
    mode === 'good'
      ? !errors.some(({ row, severity }) => row === 0 && severity === 'error')
      : mode === 'all' && !errors.some(({ severity }) => severity === 'error')
  const inOrder = (errors: RowError[]) => errors.sort((a, b) => a.row - b.row)
  const limits = { maxWait: 10_000, timeout: 60_000 }

  return {
    template: (what: 'units' | 'people'): Promise<Buffer> => writeTemplate(templates[what]),

    /** Reads the file and, when asked to and possible, writes its rows. */
    async units(file: Buffer, { mode, fileName }: ImportQuery, by: Actor): Promise<ImportReport> {
      const sheet = await readSheet(file, unitColumns)
      return db.$transaction(async (tx) => {
        const rows = await lockUnits(tx)
        const now = clock.now()
        const known = rows.map((row) => ({ ...toShape(row), kind: row.kind, headIsFocal: row.headIsFocal }))
        const plan = planUnits(sheet.rows, { known, newId: randomUUID, readDay, kindWords, today: localDay(now) })
        const errors = inOrder([...sheet.errors, ...plan.errors])
        const saved = writes(mode, errors) ? await saveUnits(tx, plan.units, rows, by, now) : 0
        if (saved > 0) logger.info('units imported', { file: fileName, saved, by: by.id })
        return { rows: sheet.rows.length, good: plan.good, saved: writes(mode, errors) ? plan.good : 0, errors }
      }, limits)
    },

    /** The same for people; the tokens of new accounts are in `invitations`, this once. */
    async people(file: Buffer, { mode, fileName }: ImportQuery, by: Actor) {
      const sheet = await readSheet(file, personColumns)
      const done = await db.$transaction(async (tx) => {
        const now = clock.now()
        // Neither units nor accounts change between the look and the writing.
        const units = (await lockUnits(tx)).map(toShape)
        await tx.$executeRaw`LOCK TABLE membership IN SHARE ROW EXCLUSIVE MODE`
        const byPhone = await knownPeople(tx, now)
        const plan = planPeople(sheet.rows, { units, byPhone, newId: randomUUID, now: now.getTime(), today: localDay(now), byId: by.id })
        const errors = inOrder([...sheet.errors, ...plan.errors])
        const saves = writes(mode, errors)
        const invitations = saves ? await savePeople(tx, plan, by, now) : new Map<string, NewInvitation>()
        return { plan, saves, invitations, report: { rows: sheet.rows.length, good: plan.good, saved: saves ? plan.good : 0, errors } }
      }, limits)
      if (done.saves) logger.info('people imported', { file: fileName, saved: done.report.saved, by: by.id })
      const { plan, invitations, report } = done
      return {
        report,
        changed: done.saves ? plan.roles.map(({ personId }) => personId) : [],
        invitations: plan.people.flatMap(({ id, name, phone }) => {
          const invitation = invitations.get(id)
          return invitation
            ? [{ name, phone: formatPhone(phone), unitName: plan.roles.find(({ personId }) => personId === id)?.unitName ?? '', invitation }]
            : []
        }),
      }
    },
  }
}
