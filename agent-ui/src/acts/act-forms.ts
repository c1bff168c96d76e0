// What each act asks for: one list, from which every dialog is drawn.
import type { ActType } from '../../../src/contract/acts.ts'

export type FieldKind = 'text' | 'long-text' | 'unit' | 'units' | 'colleague' | 'sub-unit' | 'how' | 'petition' | 'category' | 'place'

export interface ActField {
  name: string
  kind: FieldKind
  /** Key of the label in i18n's `acts`. */
  label: string
  required: boolean
}

export interface ActForm {
  fields: readonly ActField[]
  /** Whoever comes next is told: the checkbox is offered. */
  tellsNext: boolean
}

const field = (name: string, kind: FieldKind, label: string, required = true): ActField => ({ name, kind, label, required })
const note = field('note', 'long-text', 'note', false)
/** Among the comments of the petition as well (§25). */
const comment = field('note', 'long-text', 'comment', false)
const reason = field('reason', 'long-text', 'reason')
const form = (fields: readonly ActField[], tellsNext = false): ActForm => ({ fields, tellsNext })

/** Acts that need no words are done at one click and have no form. */
export const actForms: Partial<Record<ActType, ActForm>> = {
  forward: form([field('unitId', 'unit', 'unit'), field('coordinatingUnitIds', 'units', 'coordinators', false), note]),
  refuse: form([reason, field('guidance', 'long-text', 'guidance')]),
  'request-info': form([field('question', 'long-text', 'question')]),
  'answer-now': form([field('answer', 'long-text', 'answer')]),
  'attach-to': form([field('ticketId', 'petition', 'petition')]),
  withdraw: form([reason]),
  discard: form([reason]),
  'give-back': form([field('reason', 'text', 'reason', false)]),
  'pass-on': form([field('personId', 'colleague', 'person', false), field('unitId', 'sub-unit', 'subUnit', false), comment], true),
  return: form([reason], true),
  coordinate: form([field('unitIds', 'units', 'coordinators'), comment], true),
  'save-result': form([field('unitId', 'unit', 'answeringUnit'), field('content', 'long-text', 'content')]),
  'hand-in': form([comment], true),
  extend: form([reason]),
  urge: form([field('text', 'long-text', 'text')]),
  'send-back': form([reason], true),
  approve: form([field('answer', 'long-text', 'answer')]),
  'tell-citizen': form([field('how', 'how', 'how'), comment]),
  reopen: form([reason]),
  assign: form([field('unitId', 'unit', 'unit'), field('coordinatingUnitIds', 'units', 'coordinators', false), note]),
  'edit-facts': form([field('title', 'text', 'title'), field('categoryId', 'category', 'category'), field('place', 'text', 'place', false)]),
}
