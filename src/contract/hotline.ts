// What the hotline does with a caller: menu, skills, waiting, limits. An administrator's whole, kept as append-only versions.
import { z } from 'zod'

/** Stable name of a skill within the settings, e.g. `dat-dai`. */
export const SkillCode = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Mã kỹ năng chỉ gồm chữ thường không dấu, số và gạch nối')
  .max(40)
export const skillLevels = [1, 2, 3] as const
/** 3 chuyên sâu, 2 khá, 1 cơ bản. */
export const SkillLevel = z.literal(skillLevels)
export type SkillLevel = z.infer<typeof SkillLevel>

export const menuKeys = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
export const MenuKey = z.enum(menuKeys)
export type MenuKey = z.infer<typeof MenuKey>
/** queue: to an operator. again: the menu once more. message: he leaves a message. */
export const menuActions = ['queue', 'again', 'message'] as const
export const MenuAction = z.enum(menuActions)

export const MenuEntry = z.object({
  key: MenuKey,
  /** What an operator reads when such a call rings, e.g. `Đất đai, môi trường`. */
  label: z.string().trim().min(1, 'Nhập tên nhánh').max(60),
  action: MenuAction,
  /** Whom the caller needs; null: anybody. */
  skill: SkillCode.nullable(),
  /** How many minutes earlier than he came he is ranked; 0: in the order of arrival. */
  priorityMinutes: z.number().int().min(0).max(60),
})
export type MenuEntry = z.infer<typeof MenuEntry>

const seconds = (least: number, most: number) => z.number().int().min(least, `Ít nhất ${least} giây`).max(most, `Nhiều nhất ${most} giây`)

export const HotlineContent = z.object({
  /** Greeting and recording notice before anything else. */
  greeting: z.boolean(),
  /** Callers rate their operator by key after the talk. */
  rating: z.boolean(),
  /** Callers may leave a message where nobody can answer. */
  voicemail: z.boolean(),
  /** How long nobody may be on duty before callers are asked for a message. */
  nobodySeconds: seconds(1, 600),
  ringSeconds: seconds(3, 120),
  wrapupSeconds: seconds(0, 3600),
  menu: z.object({
    on: z.boolean(),
    /** How long a key is waited for after the words. */
    waitSeconds: seconds(2, 15),
    /** How often the words are said; after that the caller goes to the queue. */
    attempts: z.number().int().min(1).max(3),
    entries: z.array(MenuEntry).max(menuKeys.length),
    /** What callers are to hear, as the administrator writes it. */
    words: z.string().trim().max(1000, 'Nhiều nhất 1000 ký tự').default(''),
    /** The version of the prompt `menu` they hear; null: nothing was recorded yet. */
    recording: z.number().int().positive().nullable().default(null),
  }),
  skills: z.array(z.object({ code: SkillCode, name: z.string().trim().min(1, 'Nhập tên kỹ năng').max(60) })).max(30),
  /** Person → skill → level. Who has no level in a skill is rung for it only when the last ring has been reached. */
  agentSkills: z.record(z.uuid(), z.record(SkillCode, SkillLevel)),
  /** Whom a caller with a skill is offered to, wider with time: level 0 is anybody. Times and levels ascend and descend strictly. */
  rings: z
    .array(z.object({ afterSeconds: seconds(0, 3600), level: z.union([z.literal(0), SkillLevel]) }))
    .min(1)
    .max(4),
  waiting: z.object({
    /** How often place and wait are said; 0: never. */
    announceEverySeconds: z.union([z.literal(0), seconds(20, 600)]),
    position: z.boolean(),
    /** Said only when the estimate is stable. */
    estimate: z.boolean(),
    /** The longest a caller waits; 0: no limit. */
    longestSeconds: z.union([z.literal(0), seconds(30, 7200)]),
    /** How many may wait; 0: no limit. Who comes then overflows at once. */
    mostCallers: z.number().int().min(0).max(1000),
    /** What becomes of a caller beyond a limit. */
    overflow: z.enum(['message', 'callback', 'goodbye']),
    /** After how long a caller is offered to be called back; 0: never. */
    callbackOfferSeconds: z.union([z.literal(0), seconds(10, 600)]),
  }),
  known: z.object({
    /** Repeat callers go first to the operator they talked to within so many days; 0: never. */
    days: z.number().int().min(0).max(90),
    /** How long only to him, when he is ready. */
    seconds: seconds(0, 120),
  }),
})
export type HotlineContent = z.infer<typeof HotlineContent>

/** Where in the content something is wrong (`menu.entries.2.skill`), and why. */
export const HotlineProblem = z.object({ path: z.string(), message: z.string() })
export type HotlineProblem = z.infer<typeof HotlineProblem>

export const HotlineView = z.object({
  /** 0: nothing was saved yet, the defaults hold. */
  version: z.number().int(),
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
  reason: z.string(),
  content: HotlineContent,
  /** Names of settings that the environment holds and this page cannot change. */
  fixed: z.array(z.string()),
  /** Who may be given skills. */
  agents: z.array(z.object({ personId: z.uuid(), name: z.string() })),
  /** What works but is hardly meant, e.g. a skill nobody has. */
  warnings: z.array(HotlineProblem),
})
export type HotlineView = z.infer<typeof HotlineView>

/** One of the versions there were. */
export const HotlineVersion = z.object({
  version: z.number().int(),
  savedAt: z.iso.datetime(),
  savedBy: z.string().nullable(),
  reason: z.string(),
})
export type HotlineVersion = z.infer<typeof HotlineVersion>
/** Newest first; `before` pages back. */
export const HotlineVersionsQuery = z.object({ before: z.coerce.number().int().min(1).max(2_147_483_647).optional() })
export const HotlineVersions = z.object({ versions: z.array(HotlineVersion), more: z.boolean() })
/** A former version as it can be restored: what it lacks has its default. */
export const HotlineVersionView = HotlineVersion.extend({ content: HotlineContent })

export const SaveHotlineBody = z.object({
  version: z.number().int().min(0),
  content: HotlineContent,
  reason: z.string().trim().min(1, 'Nhập lý do thay đổi').max(500),
})
export type SaveHotlineBody = z.infer<typeof SaveHotlineBody>
/** A check without saving. */
export const CheckHotlineBody = z.object({ content: z.unknown() })
export const HotlineCheck = z.object({ problems: z.array(HotlineProblem), warnings: z.array(HotlineProblem) })
export type HotlineCheck = z.infer<typeof HotlineCheck>
