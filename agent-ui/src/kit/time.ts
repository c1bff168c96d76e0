// Times as people here read them: 24 hours, dd/MM/yyyy, always Gia Lai's clock whatever the machine's zone.
import { useEffect, useState } from 'react'

const zone = 'Asia/Ho_Chi_Minh'
const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('vi-VN', { timeZone: zone, hourCycle: 'h23', ...options })
const dateFormat = part({ day: '2-digit', month: '2-digit', year: 'numeric' })
const dayMonthFormat = part({ day: '2-digit', month: '2-digit' })
const timeFormat = part({ hour: '2-digit', minute: '2-digit' })
const secondsFormat = part({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const weekdayNames = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const

type Moment = string | number | Date
const at = (moment: Moment) => new Date(moment)

export const formatDate = (moment: Moment) => dateFormat.format(at(moment)).replaceAll('-', '/')
export const formatDayMonth = (moment: Moment) => dayMonthFormat.format(at(moment)).replaceAll('-', '/')
export const formatTime = (moment: Moment) => timeFormat.format(at(moment))
export const formatTimeWithSeconds = (moment: Moment) => secondsFormat.format(at(moment))
export const formatDateTime = (moment: Moment) => `${formatDate(moment)} ${formatTime(moment)}`

/** `Thứ Tư, 18/11/2026`. Gia Lai keeps UTC+7 all year, so the weekday is that of the shifted moment. */
export function formatWeekdayDate(moment: Moment): string {
  const shifted = new Date(at(moment).getTime() + 7 * 3_600_000)
  return `${weekdayNames[shifted.getUTCDay()] ?? ''}, ${formatDate(moment)}`
}

/** `mm:ss`, or `h:mm:ss` from an hour on; never negative. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

let clockOffsetMs: number | null = null

/**
 * How far the server's clock is ahead of this machine's. The answer says its moment somewhere between asking and hearing;
 * what the known offset explains within that span changes nothing, so that timers do not jump at every reconnect.
 */
export function nextOffset(known: number | null, serverMs: number, askedAt: number, heardAt: number): number {
  const offset = serverMs - (askedAt + heardAt) / 2
  return known !== null && Math.abs(offset - known) <= (heardAt - askedAt) / 2 + 20 ? known : offset
}

/** Timers run true on a machine whose clock is wrong: the server's moment decides. */
export function setServerTime(serverTime: string, askedAt: number): void {
  clockOffsetMs = nextOffset(clockOffsetMs, Date.parse(serverTime), askedAt, Date.now())
}

/** Now, by the server's clock. */
export const serverNow = () => Date.now() + (clockOffsetMs ?? 0)

/** One beat for all who ask for the same: a page of timers is drawn once a beat, not once for each of them. */
const beats = new Map<number, { listeners: Set<() => void>; timer: ReturnType<typeof setInterval> }>()

function onBeat(everyMs: number, listener: () => void): () => void {
  const beat = beats.get(everyMs) ?? {
    listeners: new Set<() => void>(),
    timer: setInterval(() => {
      for (const one of beats.get(everyMs)?.listeners ?? []) one()
    }, everyMs),
  }
  beats.set(everyMs, beat)
  beat.listeners.add(listener)
  return () => {
    beat.listeners.delete(listener)
    if (beat.listeners.size > 0) return
    clearInterval(beat.timer)
    beats.delete(everyMs)
  }
}

/** The server's now, renewed on a beat. */
export function useNow(everyMs = 500): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    setNow(serverNow())
    return onBeat(everyMs, () => setNow(serverNow()))
  }, [everyMs])
  return now
}

/** Seconds since a moment, renewed on a beat. */
export function useSecondsSince(moment: string | null): number {
  const now = useNow()
  return moment ? Math.max(0, (now - Date.parse(moment)) / 1000) : 0
}
