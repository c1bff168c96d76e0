// What the network tells of a caller, cut to what is kept. Pure.

const MOST = 80

/** As much of the text as is kept. Whole characters only: half of one is refused by the database, and the call with it. */
export function callerText(text: string, most = MOST): string {
  return [...text.toWellFormed()].slice(0, most).join('')
}

/** Words by which networks say that a caller hides his number, or that they do not know it. */
const withheld = /^(anonymous|unknown|restricted|private|withheld|unavailable|asterisk|s|0+)?$/i

/** The number as the network told it, as much of it as is kept; empty where it only says that there is none. */
export function callerNumberText(text: string): string {
  const number = callerText(text.trim())
  return withheld.test(number) ? '' : number
}
