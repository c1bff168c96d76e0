// Whole numbers as a Vietnamese speaker says them, out of recorded pieces (dialplan/prompts). Pure.
// 1 becomes mốt, 4 tư and 5 lăm after mươi; 5 lăm after mười too; linh fills a missing ten after a hundred.

/** Larger numbers are not said. */
export const MOST_SPOKEN = 999

const digit = (n: number): string => `number-${n}`

/** The last digit of a number whose ten is known. */
function unit(n: number, ten: number): string[] {
  if (n === 0) return []
  if (n === 1 && ten > 1) return ['number-mot']
  if (n === 4 && ten > 1) return ['number-tu']
  if (n === 5 && ten > 0) return ['number-lam']
  return [digit(n)]
}

/** 1 to 999: `21` is number-2 number-muoi-tens number-mot, hai mươi mốt. */
export function spokenNumber(n: number): string[] {
  if (!Number.isInteger(n) || n < 1 || n > MOST_SPOKEN) throw new Error(`${n} cannot be said`)
  const [hundred, ten, one] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  const hundreds = hundred > 0 ? [digit(hundred), 'number-tram'] : []
  const tens = ten > 1 ? [digit(ten), 'number-muoi-tens'] : ten === 1 ? ['number-10'] : hundred > 0 && one > 0 ? ['number-linh'] : []
  return [...hundreds, ...tens, ...unit(one, ten)]
}

/** After "thứ": the first is nhất, the fourth tư. */
export function spokenPlace(n: number): string[] {
  if (n === 1) return ['number-nhat']
  return n === 4 ? ['number-tu'] : spokenNumber(n)
}
