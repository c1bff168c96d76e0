// The Vietnamese lunar calendar, as far as holidays need it: where a lunar month begins. Pure. Months begin on the day (UTC+7) of the
// new moon; the month with the winter solstice is the 11th; a year of 13 months repeats the first one without a major solar term.
// The method is Hồ Ngọc Đức's, with Meeus's truncated series. The Chinese calendar reckons at UTC+8 and differs in some years.
import { dayOfDate } from './civil-time-rules.ts'

const OFFSET_DAYS = 7 / 24
/** Julian date of 1/1/1970, 00:00 UTC. */
const EPOCH_JD = 2_440_587.5
const SYNODIC_MONTH = 29.530_588_853

const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180)

/** Day on which the new moon number `k` after 1/1/1900 is seen from Vietnam. */
function newMoonDay(k: number): number {
  const t = k / 1236.85
  const sun = 359.2242 + 29.105_356_08 * k - 0.000_033_3 * t ** 2 - 0.000_003_47 * t ** 3
  const moon = 306.0253 + 385.816_918_06 * k + 0.010_730_6 * t ** 2 + 0.000_012_36 * t ** 3
  const node = 21.2964 + 390.670_506_46 * k - 0.001_652_8 * t ** 2 - 0.000_002_39 * t ** 3
  const mean = 2_415_020.759_33 + 29.530_588_68 * k + 0.000_117_8 * t ** 2 - 0.000_000_155 * t ** 3 + 0.000_33 * sin(166.56 + 132.87 * t - 0.009_173 * t ** 2)
  const correction =
    (0.1734 - 0.000_393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun)
  const earthSlowing = -0.000_278 + 0.000_265 * t + 0.000_262 * t ** 2
  return Math.floor(mean + correction - earthSlowing - EPOCH_JD + OFFSET_DAYS)
}

/** The twelfth of the sky (0 to 11, from the spring equinox) the sun stands in as a day begins in Vietnam. */
function sunTwelfth(day: number): number {
  const t = (day + EPOCH_JD - OFFSET_DAYS - 2_451_545) / 36_525
  const anomaly = 357.5291 + 35_999.0503 * t - 0.000_155_9 * t ** 2 - 0.000_000_48 * t ** 3
  const centre = (1.9146 - 0.004_817 * t - 0.000_014 * t ** 2) * sin(anomaly) + (0.019_993 - 0.000_101 * t) * sin(2 * anomaly) + 0.000_29 * sin(3 * anomaly)
  const longitude = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t ** 2 + centre
  return Math.floor((((longitude % 360) + 360) % 360) / 30)
}

/** The number of the new moon that begins the 11th lunar month of a year. */
function eleventhMonth(year: number): number {
  const k = Math.floor((dayOfDate(year, 12, 31) + EPOCH_JD + 0.5 - 2_415_021) / SYNODIC_MONTH)
  return sunTwelfth(newMoonDay(k)) >= 9 ? k - 1 : k
}

/** Which month after the 11th is the leap one, or null when there are only twelve. */
function leapAfter(eleventh: number, next: number): number | null {
  if (next - eleventh < 13) return null
  for (let index = 1; index < 13; index += 1) if (sunTwelfth(newMoonDay(eleventh + index)) === sunTwelfth(newMoonDay(eleventh + index + 1))) return index
  return null
}

/** First day of a lunar month (1 to 10) of the lunar year that begins in the given year; of two months of that number the first. */
export function lunarMonthStart(year: number, month: number): number {
  const eleventh = eleventhMonth(year - 1)
  const leap = leapAfter(eleventh, eleventhMonth(year))
  const index = month + 1
  return newMoonDay(eleventh + (leap !== null && leap <= index ? index + 1 : index))
}

/** Tết: the first day of the lunar year. */
export const tetDay = (year: number): number => lunarMonthStart(year, 1)

/** Giỗ Tổ Hùng Vương: the 10th of the third lunar month. */
export const hungKingsDay = (year: number): number => lunarMonthStart(year, 3) + 9
