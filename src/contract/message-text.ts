// Values put into a message's text: the same when it is sent and in the administrator's preview. Pure.

/** A value longer than this is cut in an SMS: the whole is on the portal, under the code. */
const LONGEST_VALUE = 160

/** The text with its {placeholders} filled, and the names nothing was there for; those become "…". */
export function fillText(source: string, values: Readonly<Record<string, string>>, channel: 'sms' | 'email'): { text: string; missing: string[] } {
  const missing: string[] = []
  const text = source.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === '') {
      missing.push(name)
      return '…'
    }
    return channel === 'sms' && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1).trimEnd()}…` : value
  })
  return { text, missing }
}
