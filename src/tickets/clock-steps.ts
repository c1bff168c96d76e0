// A slip's clock moved on, and what follows from it: history, messages, the ticket's standing.
import { Refusal } from '../contract/errors.ts'
import type { AssignmentClock, ClockEffect, ClockEvent, Level, NotifyKind } from '../deadlines/assignment-clock.ts'
import { step } from '../deadlines/escalation-rules.ts'
import { timeLeftInWords } from '../deadlines/time-words-rules.ts'
import { system } from './history.ts'
import { move } from './lifecycle-rules.ts'
import { dueText, tellCitizen, tellDesk, tellPeople, tellUnit } from './notices.ts'
import { mainSlip, note, type Scene, setClock, setSlip } from './scene.ts'
import type { SlipRow } from './slip-rows.ts'

export const levelWords: Record<Level, string> = { 'focal-point': 'Chuyên viên đơn vị', 'unit-head': 'Lãnh đạo đơn vị', 'provincial-office': 'VP UBND tỉnh' }
export const levelRoles = { 'focal-point': 'focal-point', 'unit-head': 'unit-head', 'provincial-office': 'provincial-office' } as const

/** Applies an event to a slip's clock; throws the refusal when it is not to be. Answers the effects. */
export async function stepSlip(scene: Scene, slip: SlipRow, event: ClockEvent): Promise<readonly ClockEffect[]> {
  const calendars = await scene.deps.book.calendarsOf(slip.unitId)
  const current = await withOfficeOfNow(scene, slip.clock)
  const result = step(current, event, scene.at, scene.settings, calendars)
  if (!result.ok)
    throw new Refusal(event.type === 'wake' || result.code === 'moved-on' ? 'conflict' : 'illegal-transition', result.message, { reason: result.code })
  const before = slip.clock
  if (result.clock !== current) setClock(scene, slip, result.clock)
  for (const effect of result.effects) await follow(scene, slip, before, effect)
  return result.effects
}

/** A slip comes up to whoever is the provincial office then, not to the one of the day it was sent. */
async function withOfficeOfNow({ ask }: Scene, clock: AssignmentClock): Promise<AssignmentClock> {
  const officeUnitId = clock.term.level === 'provincial-office' ? null : await ask.officeUnit()
  return officeUnitId === null || officeUnitId === clock.officeUnitId ? clock : { ...clock, officeUnitId }
}

/** What one effect does; what is told depends on the clock's revision, so that a step done once tells once. */
async function follow(scene: Scene, slip: SlipRow, before: AssignmentClock, effect: ClockEffect): Promise<void> {
  const { clock } = slip
  const occasion = `${slip.id} ${clock.revision}`
  switch (effect.type) {
    case 'mark-late': {
      const { name } = (await scene.ask.unit(effect.unitId)) ?? { name: '' }
      note(scene, 'slip-late', `${name}, ${levelWords[effect.level]}, hạn ${dueText(effect.dueAt)}${effect.of === 'extension' ? ' (phiếu hẹn)' : ''}`, {
        actor: system,
      })
      return
    }
    case 'move-up': {
      const { name } = (await scene.ask.unit(effect.unitId)) ?? { name: '' }
      note(scene, 'slip-moved-up', `${levelWords[effect.to]}, ${name}, hạn ${dueText(effect.dueAt)}${effect.samePerson ? ' (cùng một người)' : ''}`, {
        actor: system,
        oldValue: levelWords[effect.from],
      })
      // Nobody at the new level has taken it yet.
      setSlip(scene, slip, { handlerId: null, takenAt: null })
      if (slip.part === 'main') moveTo(scene, 'move-up', { level: effect.to })
      return
    }
    case 'warn':
      return tellLevel(scene, slip, effect.to, 'deadline-warning', occasion, scene.at, { left: timeLeftInWords(effect.leftMs) })
    case 'remind':
      note(scene, 'reminded', `Nhắc trước hạn hẹn ${dueText(effect.dueAt)}`, { actor: system })
      return tellLevel(scene, slip, effect.to, 'extension-reminder', `${occasion} ${effect.kind}`, scene.at, {})
    case 'due-changed':
      if (effect.why !== 'extension') note(scene, 'due-changed', dueText(effect.to), { field: 'dueAt', oldValue: dueText(effect.from) })
      return
    case 'notify':
      return notify(scene, slip, before, effect.kind, effect.to, effect.at, occasion)
    case 'returned':
      return
  }
}

/** The checkbox (`notifyNext`) is about what the act itself brings to somebody; what the clock says of its own, a reminder above all, is told anyhow. */
async function notify(
  scene: Scene,
  slip: SlipRow,
  before: AssignmentClock,
  kind: NotifyKind,
  to: Extract<ClockEffect, { type: 'notify' }>['to'],
  at: number,
  occasion: string,
): Promise<void> {
  switch (kind) {
    case 'slip-received':
      return tellLevel(
        scene,
        slip,
        slip.clock.term.level,
        slip.part === 'coordinating' ? 'coordination-asked' : 'slip-received',
        occasion,
        at,
        await sender(scene, slip),
      )
    case 'moved-up':
      return tellLevel(scene, slip, slip.clock.term.level, 'slip-moved-up', occasion, at, { from: levelWords[before.term.level] })
    case 'late': {
      const lapse = slip.clock.lapses.at(-1)
      if (!lapse) return
      if (to === 'main-unit') return tellMain(scene, slip, 'slip-late', occasion, at)
      return tellLevel(scene, slip, lapse.level, 'slip-late', `${occasion} late`, at, { due: dueText(lapse.dueAt) })
    }
    case 'new-date': {
      const { extension, unitId } = slip.clock.term
      // A coordinating unit's date is the main unit's business, not the citizen's.
      if (slip.part !== 'main' || !extension) return
      const unit = await scene.ask.unit(unitId)
      tellCitizen(scene, {
        template: 'citizen-new-date',
        occasion,
        values: { unit: unit?.name ?? '', date: dueText(extension.endsAt), reason: extension.reason },
      })
      return
    }
    case 'result-handed-in':
      if (!scene.notifyNext) return
      if (to === 'main-unit') return tellMain(scene, slip, 'result-handed-in', occasion, at)
      return tellDesk(scene, { template: 'result-to-check', occasion, at, values: { unit: (await scene.ask.unit(slip.clock.term.unitId))?.name ?? '' } })
    case 'result-sent-back':
      if (!scene.notifyNext) return
      return tellLevel(scene, slip, slip.clock.term.level, 'result-sent-back', occasion, at, {})
    case 'coordination-ended':
      return tellLevel(scene, slip, slip.clock.term.level, 'coordination-ended', occasion, at, {})
    case 'withdrawn':
      return tellLevel(scene, slip, slip.clock.term.level, 'slip-withdrawn', occasion, at, {})
    case 'due-recomputed': {
      await tellLevel(scene, slip, slip.clock.term.level, 'due-recomputed', occasion, at, {})
      const { extension, unitId, dueAt } = slip.clock.term
      if (slip.part !== 'main' || !extension) return
      const unit = await scene.ask.unit(unitId)
      tellCitizen(scene, { template: 'citizen-new-date', occasion, values: { unit: unit?.name ?? '', date: dueText(dueAt), reason: RECOMPUTED } })
      return
    }
    case 'calendar-empty': {
      scene.deps.logger.error('a calendar has no working time: nothing moves up', { unitId: slip.unitId, slipId: slip.id })
      const unit = await scene.ask.unit(slip.unitId)
      tellPeople(scene, await scene.ask.holders('administrator'), { template: 'calendar-empty', occasion, at, values: { unit: unit?.name ?? '' } })
      return
    }
  }
}

const RECOMPUTED = 'Lịch làm việc của đơn vị thay đổi'

type StaffTemplate = Parameters<typeof tellUnit>[4]['template']

async function tellLevel(
  scene: Scene,
  slip: SlipRow,
  level: Level,
  template: StaffTemplate,
  occasion: string,
  at: number,
  values: Record<string, string>,
): Promise<void> {
  const unitId = level === 'provincial-office' ? slip.officeUnitId : slip.unitId
  const unit = await scene.ask.unit(slip.unitId)
  const all = { due: dueText(slip.clock.term.dueAt), unit: unit?.name ?? '', from: scene.actor.name, ...values }
  await tellUnit(scene, slip, unitId, levelRoles[level], { template, occasion, at, values: all })
}

async function tellMain(scene: Scene, slip: SlipRow, template: StaffTemplate, occasion: string, at: number): Promise<void> {
  const main = mainSlip(scene)
  if (!main) return
  const unit = await scene.ask.unit(slip.unitId)
  const values = { unit: unit?.name ?? '', due: dueText(slip.clock.lapses.at(-1)?.dueAt ?? slip.clock.term.dueAt), from: unit?.name ?? '' }
  await tellUnit(scene, main, main.unitId, 'focal-point', { template, occasion: `${occasion} main`, at, values })
}

async function sender(scene: Scene, slip: SlipRow): Promise<Record<string, string>> {
  const unit = slip.fromUnitId === null ? null : await scene.ask.unit(slip.fromUnitId)
  return { from: unit?.name ?? scene.actor.name }
}

/** Moves the ticket by the lifecycle; throws its refusal. */
export function moveTo(scene: Scene, action: Parameters<typeof move>[1], context: Parameters<typeof move>[2] = {}): void {
  const next = move(scene.standing, action, context)
  if (!next.legal) throw new Refusal('illegal-transition', next.reason)
  scene.standing = next.standing
}
