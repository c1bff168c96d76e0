// The settings of deadlines as the administrator sees and changes them, each with the article it comes from.
import type { z } from 'zod'
import type { DeadlineSetting, DeadlineSettingsView, SaveSettingsBody } from '../contract/calendars.ts'
import { Refusal } from '../contract/errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import { HOUR_MS } from './civil-time-rules.ts'
import { type DeadlineSettings, defaultSettings, settingSources, sourceWords } from './deadline-settings-rules.ts'
import { SettingsContent, type SettingsStore } from './settings-store.ts'

type Setting = z.infer<typeof DeadlineSetting>
type Key = Exclude<keyof DeadlineSettings, 'deskTargetsMs'> | `desk-${keyof DeadlineSettings['deskTargetsMs']}`

interface Shape {
  label: string
  kind: Setting['kind']
  choices?: [value: string, label: string][]
}

const shapes: Record<Key, Shape> = {
  focalPointTermMs: { label: 'Thời hạn của đầu mối (giờ làm việc)', kind: 'hours' },
  unitHeadTermMs: { label: 'Thời hạn của lãnh đạo đơn vị (giờ làm việc)', kind: 'hours' },
  onePersonHeadTermMs: { label: 'Thời hạn cấp lãnh đạo khi lãnh đạo cũng là đầu mối (giờ làm việc)', kind: 'hours' },
  provincialOfficeTargetMs: { label: 'Mục tiêu của VP UBND tỉnh (giờ làm việc)', kind: 'hours' },
  coordinatorTermMs: { label: 'Thời hạn của đơn vị phối hợp (giờ làm việc)', kind: 'hours' },
  coordinatorMovesUp: { label: 'Đơn vị phối hợp quá hạn thì chuyển lãnh đạo đơn vị đó', kind: 'flag' },
  dueAtEdge: {
    label: 'Hạn rơi đúng giờ đóng cửa',
    kind: 'choice',
    choices: [
      ['closing', 'tính đến giờ đóng cửa'],
      ['opening', 'tính đến giờ mở cửa kế tiếp'],
    ],
  },
  moveUpGraceMs: { label: 'Chờ thêm trước khi chuyển cấp trên (giờ làm việc)', kind: 'hours' },
  warnBeforeMs: { label: 'Nhắc trước khi hết hạn (giờ làm việc)', kind: 'hours-list' },
  extensionTimes: { label: 'Số lần được hẹn xử lý', kind: 'count' },
  extensionCountedBy: {
    label: 'Số lần hẹn tính theo',
    kind: 'choice',
    choices: [
      ['ticket', 'phản ánh'],
      ['unit', 'đơn vị chịu trách nhiệm'],
    ],
  },
  extensionLongestDays: { label: 'Hẹn xa nhất (ngày)', kind: 'count' },
  extensionDays: {
    label: 'Ngày hẹn là',
    kind: 'choice',
    choices: [
      ['calendar', 'ngày lịch'],
      ['working', 'ngày làm việc'],
    ],
  },
  extensionEndOutside: {
    label: 'Hạn hẹn ngoài giờ làm việc dời',
    kind: 'choice',
    choices: [
      ['next-opening', 'đến giờ mở cửa kế tiếp'],
      ['last-closing', 'về giờ đóng cửa trước đó'],
    ],
  },
  extensionExpired: {
    label: 'Quá hạn hẹn',
    kind: 'choice',
    choices: [
      ['move-up', 'trễ hạn và chuyển cấp trên'],
      ['mark-only', 'chỉ ghi trễ hạn'],
    ],
  },
  reminderBeforeMs: { label: 'Hệ thống nhắc trước hạn hẹn (giờ)', kind: 'hours' },
  reminderMovedBeforeClosingMs: { label: 'Lời nhắc ngoài giờ được báo sớm hơn (giờ làm việc)', kind: 'hours' },
  sentBackTerm: {
    label: 'Kết quả bị yêu cầu làm lại',
    kind: 'choice',
    choices: [
      ['new', 'có thời hạn mới'],
      ['rest', 'dùng phần thời hạn còn lại'],
    ],
  },
  returnsToProvincialOffice: { label: 'Trả lại bao nhiêu lần thì chuyển VP UBND tỉnh', kind: 'count' },
  pauseAllowed: { label: 'Cho tạm dừng tính hạn khi chờ người dân', kind: 'flag' },
  pauseLongestMs: { label: 'Tạm dừng nhiều nhất (giờ làm việc)', kind: 'hours' },
  'desk-draft': { label: 'Mục tiêu tổng đài: hoàn thiện phiếu nháp (giờ trực)', kind: 'hours' },
  'desk-new': { label: 'Mục tiêu tổng đài: chuyển phiếu mới lưu (giờ trực)', kind: 'hours' },
  'desk-more-info': { label: 'Mục tiêu tổng đài: phiếu chờ người dân bổ sung (giờ trực)', kind: 'hours' },
  'desk-returned-slip': { label: 'Mục tiêu tổng đài: phiếu bị trả lại (giờ trực)', kind: 'hours' },
  'desk-result-check': { label: 'Mục tiêu tổng đài: kiểm tra kết quả (giờ trực)', kind: 'hours' },
  'desk-tell-citizen': { label: 'Mục tiêu tổng đài: báo người dân (giờ trực)', kind: 'hours' },
  'desk-callback': { label: 'Mục tiêu tổng đài: gọi lại (giờ trực)', kind: 'hours' },
}

const keys = Object.keys(shapes) as Key[]
const deskOf = (key: Key) => (key.startsWith('desk-') ? (key.slice(5) as keyof DeadlineSettings['deskTargetsMs']) : null)
const valueIn = (settings: DeadlineSettings, key: Key): unknown => {
  const desk = deskOf(key)
  return desk ? settings.deskTargetsMs[desk] : settings[key as keyof DeadlineSettings]
}

/** Hours on the screen, ms inside. */
const shown = (kind: Setting['kind'], value: unknown): Setting['value'] =>
  kind === 'hours' ? (value as number) / HOUR_MS : kind === 'hours-list' ? (value as number[]).map((ms) => ms / HOUR_MS) : (value as Setting['value'])
const kept = (kind: Setting['kind'], value: unknown): unknown =>
  kind === 'hours' ? Math.round(Number(value) * HOUR_MS) : kind === 'hours-list' ? (value as number[]).map((hours) => Math.round(hours * HOUR_MS)) : value

export type SettingsAdmin = ReturnType<typeof createSettingsAdmin>

export function createSettingsAdmin({ db, clock, settings }: { db: Database; clock: Clock; settings: SettingsStore }) {
  async function read(): Promise<z.infer<typeof DeadlineSettingsView>> {
    const now = await settings.read()
    return {
      version: now.version,
      settings: keys.map((key) => {
        const { label, kind, choices = [] } = shapes[key]
        const value = valueIn(now.settings, key)
        return {
          key,
          label,
          kind,
          source: sourceWords(settingSources[deskOf(key) ? 'deskTargetsMs' : (key as keyof DeadlineSettings)]),
          choices: choices.map(([choice, words]) => ({ value: choice, label: words })),
          value: shown(kind, value),
          isDefault: JSON.stringify(value) === JSON.stringify(valueIn(defaultSettings, key)),
        }
      }),
    }
  }
  return {
    read,
    /** Saves what was given over what holds; deadlines that run keep theirs. */
    async save({ version, values, reason }: z.infer<typeof SaveSettingsBody>, by: string): Promise<z.infer<typeof DeadlineSettingsView>> {
      const now = await settings.read()
      const conflict = new Refusal('conflict', 'Cài đặt vừa được người khác sửa. Xem bản mới rồi sửa lại.', { version: String(now.version) })
      if (now.version !== version) throw conflict
      const content: Record<string, unknown> = { ...now.content }
      const fields: Record<string, string> = {}
      for (const [key, value] of Object.entries(values)) {
        if (!keys.includes(key as Key)) fields[key] = 'Không có cài đặt này'
        else if (deskOf(key as Key))
          content['deskTargetsMs'] = {
            ...now.settings.deskTargetsMs,
            ...(content['deskTargetsMs'] as object | undefined),
            [deskOf(key as Key) as string]: kept(shapes[key as Key].kind, value),
          }
        else content[key] = kept(shapes[key as Key].kind, value)
      }
      const parsed = SettingsContent.safeParse(content)
      if (!parsed.success)
        for (const issue of parsed.error.issues)
          fields[issue.path[0] === 'deskTargetsMs' ? `desk-${String(issue.path[1])}` : String(issue.path[0])] ??= 'Giá trị không hợp lệ'
      if (Object.keys(fields).length > 0) throw new Refusal('invalid-input', 'Có giá trị chưa đúng', fields)
      try {
        await db.deadlineSettingsVersion.create({
          data: { version: version + 1, content: JSON.parse(JSON.stringify(parsed.data)), reason, savedAt: clock.now(), savedById: by },
        })
      } catch (error) {
        if (isUniqueViolation(error)) throw conflict
        throw error
      } finally {
        settings.changed()
      }
      return read()
    },
  }
}
