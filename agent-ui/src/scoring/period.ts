// Days of Gia Lai for the lists: the last week, and a date box's value.
import dayjs, { type Dayjs } from 'dayjs'
import { serverNow } from '../kit/time.ts'

/** The day in Gia Lai so many days ago, as `2026-11-28`. */
export const dayAgo = (days: number): string => new Date(serverNow() + 7 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10)

export const toPicker = (day: string): Dayjs => dayjs(day)
export const fromPicker = (value: Dayjs | null): string | null => value?.format('YYYY-MM-DD') ?? null
