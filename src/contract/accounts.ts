// People, sessions, invitations and units as they cross the wire.
import { z } from 'zod'
import { PhoneInput } from './phone-number.ts'
import { PhoneKind, Role } from './values.ts'

export const NewPassword = z.string().min(10, 'Mật khẩu cần ít nhất 10 ký tự').max(200, 'Mật khẩu dài quá 200 ký tự')

export const SignInBody = z.object({ phone: PhoneInput, password: z.string().min(1).max(200) })

export const ChangePasswordBody = z.object({
  current: z.string().min(1, 'Nhập mật khẩu hiện tại').max(200),
  next: NewPassword,
})

export const Membership = z.object({
  role: Role,
  unitId: z.uuid(),
  unitName: z.string(),
  /** Whom this is held for, when not in one's own right (thay mặt). */
  onBehalfOf: z.object({ personId: z.uuid(), name: z.string() }).optional(),
})
export type Membership = z.infer<typeof Membership>

/** A SIP contact of a hardware phone, e.g. `sip:201@192.0.2.15:5060`. */
export const SipContact = z
  .string()
  .trim()
  .max(200)
  .regex(/^sips?:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+(:\d{1,5})?(;transport=(udp|tcp|tls))?$/, 'Địa chỉ SIP có dạng sip:201@192.0.2.15:5060')

export const PhoneProfile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal(PhoneKind.enum.browser) }),
  z.object({ kind: z.literal(PhoneKind.enum.sip), contact: SipContact }),
])
export type PhoneProfile = z.infer<typeof PhoneProfile>

export const Me = z.object({
  id: z.uuid(),
  name: z.string(),
  phone: z.string(),
  title: z.string().nullable(),
  memberships: z.array(Membership),
  roles: z.array(Role),
  phoneProfile: PhoneProfile,
})
export type Me = z.infer<typeof Me>

/** What the browser's softphone registers with, at every server; the secret lives as long as the session. */
export const SoftphoneAccount = z.object({
  servers: z.array(z.object({ id: z.string(), wsUrl: z.string() })).min(1),
  uri: z.string(),
  username: z.string(),
  secret: z.string(),
  iceServers: z.array(z.object({ urls: z.string() })),
})
export type SoftphoneAccount = z.infer<typeof SoftphoneAccount>

export const Unit = z.object({ id: z.uuid(), name: z.string(), kind: z.string() })
export type Unit = z.infer<typeof Unit>

export const PersonStatus = z.enum(['invited', 'active', 'locked'])

export const Person = z.object({
  id: z.uuid(),
  name: z.string(),
  phone: z.string(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  status: PersonStatus,
  /** In the own right, in force now. */
  memberships: z.array(Membership),
  createdAt: z.iso.datetime(),
  /** Grows with every change; a change says which one it was made on. */
  version: z.number().int(),
})
export type Person = z.infer<typeof Person>

export const NewPersonBody = z.object({
  name: z.string().trim().min(2, 'Nhập họ và tên').max(120),
  phone: PhoneInput,
  title: z.string().trim().max(120).optional(),
  email: z.email('E-mail không đúng').max(200).optional(),
  role: Role,
  unitId: z.uuid('Chọn đơn vị'),
})

/** The link is shown once and never stored in clear. */
export const Invitation = z.object({ url: z.string(), expiresAt: z.iso.datetime() })
export const NewPerson = z.object({ person: Person, invitation: Invitation })
export const InvitationInfo = z.object({ name: z.string(), phoneMasked: z.string(), expiresAt: z.iso.datetime() })
export const AcceptInvitationBody = z.object({ password: NewPassword })
export const LockBody = z.object({ locked: z.boolean() })
