// Logs carry ids, never persons: what looks like a phone number, and every field known to hold personal data, is blanked.
const personalKeys = new Set([
  'phone',
  'reporterphone',
  'reporternumber',
  'reportername',
  'reporteraddress',
  'reporteremail',
  'reporteridnumber',
  'callernumber',
  'callerraw',
  'callerdisplay',
  'callername',
  'name',
  'address',
  'email',
  'password',
  'current',
  'next',
  'token',
  'secret',
  'cookie',
  'authorization',
  'content',
  'title',
  'sipcontact',
  'contact',
  'place',
  'number',
])

// Letters, digits and hyphens around it would make it part of an id (uuid, channel id), which must stay readable.
const phoneLike = /(?<![\w.:-])(?:\+|00)?(?:84|0)[\s.]?\d(?:[\s.]?\d){7,10}(?![\w-])/g

const maxDepth = 6

/** Blanks telephone numbers inside a text. */
export function redactText(text: string): string {
  return text.replace(phoneLike, '[phone]')
}

/** A copy of any value that is fit for the log. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? value.toString() : value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Error) return describeError(value, depth)
  if (depth >= maxDepth) return '[deep]'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1))
  const clean: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) clean[key] = personalKeys.has(key.toLowerCase()) && item !== null ? '[personal]' : redact(item, depth + 1)
  return clean
}

// A class name is no personal data, so an error keeps its own under `type`.
function describeError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined
  return {
    type: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack ? { stack: redactText(error.stack.split('\n').slice(1, 12).join('\n')) } : {}),
    ...(error.cause !== undefined && depth < maxDepth ? { cause: redact(error.cause, depth + 1) } : {}),
  }
}
