// Rows as a .csv that Excel opens as it is: UTF-8 with its mark, and nothing in a cell that Excel would calculate.

/** What a spreadsheet takes for the beginning of a formula; a telephone number with + is one of them. */
const formula = /^[=+\-@\t\r]/

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // The apostrophe makes it text, as if somebody had typed it so.
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The file's text, head first; lines end as RFC 4180 has it. */
export function writeCsv(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
