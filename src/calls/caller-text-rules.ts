// What the network tells of a caller, cut to what is kept. Pure.

const MOST = 80

/** As much of the text as is kept. Whole characters only: half of one is refused by the database, and the call with it. */
export function callerText(text: string, most = MOST): string {
  return [...text.toWellFormed()].slice(0, most).join('')
}
