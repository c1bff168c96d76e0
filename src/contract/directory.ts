// The directory as administrators keep it: units through time, people and where they served, deputies, the history of both.
import { z } from 'zod'
import { Invitation, Person, PersonStatus } from './accounts.ts'
import { ImportReport } from './imports.ts'
import { PhoneInput } from './phone-number.ts'
import { Role } from './values.ts'

export const unitKinds = [
  'operator',
  'province-office',
  'department',
  'district',
  'commune',
  'central-body',
  'association',
  'post',
  'company',
  'service',
  'division',
  'other',
] as const
export const UnitKind = z.enum(unitKinds)
export type UnitKind = z.infer<typeof UnitKind>

/** What a unit may do hangs on these, never on its name. */
export const unitCapabilities = ['operator', 'province-office', 'overseer'] as const
export const UnitCapability = z.enum(unitCapabilities)
export type UnitCapability = z.infer<typeof UnitCapability>

const day = z.iso.date('Ngày không đúng')
const moment = z.iso.datetime({ offset: true, error: 'Thời điểm không đúng' })
const version = z.number().int().min(1)

const oneLine = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'Có ký tự không dùng được')
export const UnitName = oneLine.min(2, 'Nhập tên đơn vị').max(200, 'Tên dài quá 200 ký tự')
export const UnitCode = z
  .string()
  .trim()
  .min(1, 'Nhập mã đơn vị')
  .max(100, 'Mã dài quá 100 ký tự')
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'Mã chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang')

/** In force from `validFrom` (that day is in it) to `validTo` (that day is not). */
export const DirectoryUnit = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: UnitKind.catch('other'),
  capabilities: z.array(UnitCapability),
  parentId: z.uuid().nullable(),
  predecessorId: z.uuid().nullable(),
  successorId: z.uuid().nullable(),
  headIsFocal: z.boolean(),
  validFrom: day,
  validTo: day.nullable(),
  version,
  /** Today. */
  inForce: z.boolean(),
  /** People who serve here today. */
  members: z.number().int(),
})
export type DirectoryUnit = z.infer<typeof DirectoryUnit>

/** Who changed what, when; values in the words of that day. */
export const DirectoryEvent = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  field: z.string().nullable(),
  oldValue: z.string().nullable(),
  newValue: z.string().nullable(),
})
export type DirectoryEvent = z.infer<typeof DirectoryEvent>

const UnitRef = z.object({ id: z.uuid(), name: z.string() })
export const UnitMember = z.object({
  personId: z.uuid(),
  name: z.string(),
  phone: z.string(),
  title: z.string().nullable(),
  status: PersonStatus,
  role: Role,
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime().nullable(),
})
export const UnitDetail = z.object({
  unit: DirectoryUnit,
  /** Nearest first. */
  parents: z.array(UnitRef),
  children: z.array(UnitRef),
  successor: UnitRef.nullable(),
  predecessors: z.array(UnitRef),
  members: z.array(UnitMember),
  /** Slips still open with this unit. */
  openSlips: z.number().int(),
  events: z.array(DirectoryEvent),
})
export type UnitDetail = z.infer<typeof UnitDetail>

/** Whom to telephone at a unit: who receives its slips, then its head. */
export const UnitContact = z.object({ unitId: z.uuid(), unitName: z.string(), name: z.string(), role: Role, phone: z.string() })
export type UnitContact = z.infer<typeof UnitContact>

export const NewUnitBody = z.object({
  code: UnitCode,
  name: UnitName,
  kind: UnitKind,
  capabilities: z.array(UnitCapability).max(3),
  parentId: z.uuid().nullable(),
  /** The unit this one was split from or continues, when that is on record. */
  predecessorId: z.uuid().nullable(),
  headIsFocal: z.boolean(),
  validFrom: day,
})
export type NewUnitBody = z.output<typeof NewUnitBody>
/** `version`: the one that was read; another one since is a conflict. */
export const SaveUnitBody = NewUnitBody.extend({ version })

export const CloseUnitsBody = z.object({
  units: z
    .array(z.object({ id: z.uuid(), version }))
    .min(1, 'Chọn đơn vị')
    .max(200),
  /** First day on which they are no longer in force. */
  on: day,
  successorId: z.uuid().nullable(),
  /** What becomes of their people: they go to the successor in the same role, or their roles end. */
  members: z.enum(['move', 'end']),
  /** So many open slips were shown and accepted; more than that is a conflict. */
  acceptOpenSlips: z.number().int().min(0).default(0),
})
export type CloseUnitsBody = z.output<typeof CloseUnitsBody>
export const VersionBody = z.object({ version })

export const HeldMembership = z.object({
  id: z.uuid(),
  role: Role,
  unitId: z.uuid(),
  unitName: z.string(),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime().nullable(),
  /** Held on purpose beside another unit's. */
  beside: z.boolean(),
})
export const DeputyView = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), name: z.string() }),
  deputy: z.object({ id: z.uuid(), name: z.string() }),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string(),
  namedBy: z.string(),
  standing: z.enum(['planned', 'in-force', 'over']),
})
export type DeputyView = z.infer<typeof DeputyView>

export const PersonDetail = z.object({
  person: Person,
  /** All of them, newest first. */
  memberships: z.array(HeldMembership),
  /** Where the person is the principal or the deputy, newest first. */
  deputies: z.array(DeputyView),
  events: z.array(DirectoryEvent),
})
export type PersonDetail = z.infer<typeof PersonDetail>

export const Email = z.email('E-mail không đúng').max(200)
export const SavePersonBody = z.object({
  version,
  name: oneLine.min(2, 'Nhập họ và tên').max(120),
  phone: PhoneInput,
  title: oneLine.max(120).nullable(),
  email: z.union([z.literal('').transform(() => null), z.null(), Email]),
})

/** move: what was held in other units ends. both: in two units at once, on purpose. */
export const OtherUnits = z.enum(['move', 'both'])
export type OtherUnits = z.infer<typeof OtherUnits>
export const NewMembershipBody = z.object({
  version,
  role: Role,
  unitId: z.uuid('Chọn đơn vị'),
  /** Absent: now. */
  from: moment.optional(),
  to: moment.nullable().optional(),
  /** Needed when the person is in another unit at that time. */
  otherUnits: OtherUnits.optional(),
})
export type NewMembershipBody = z.output<typeof NewMembershipBody>
export const EndMembershipBody = z.object({ version, at: moment.optional() })

export const NewDeputyBody = z.object({
  deputyId: z.uuid('Chọn người được ủy quyền'),
  from: moment,
  to: moment,
  reason: z.string().trim().max(500).default(''),
})
export type NewDeputyBody = z.output<typeof NewDeputyBody>
/** What a person sees of the own deputies. */
export const OwnDeputies = z.object({
  deputies: z.array(DeputyView),
  /** Colleagues of the own units. */
  colleagues: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string().nullable() })),
})

/** The links of new accounts, shown this once. */
export const PeopleImportReport = ImportReport.extend({
  invitations: z.array(z.object({ name: z.string(), phone: z.string(), unitName: z.string(), invitation: Invitation })),
})
export type PeopleImportReport = z.infer<typeof PeopleImportReport>
