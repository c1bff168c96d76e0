// A text as the machine's voice has to be given it, to say it as people do. Pure.
import { spokenDigits } from '../../contract/menu-words.ts'

/** Numbers of four digits and more are telephone numbers and years: said digit by digit, `1022` as `một không hai hai`. */
export const spokenText = (text: string): string => text.replace(/[0-9]{4,}/g, (digits) => [...digits].map((digit) => spokenDigits[Number(digit)]).join(' '))
