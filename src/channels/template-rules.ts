// Texts with {placeholders}. Pure.
import { type MessageTemplate, messageTemplates } from './outbox.ts'

export type TextChannel = 'sms' | 'email'
export interface TemplateText {
  subject: string
  text: string
}

/** A value longer than this is cut in an SMS: the whole is on the portal, under the code. */
const LONGEST_VALUE = 160

/** Puts the values in; what is missing becomes "…", for a message with a gap is better than none. */
export function render({ subject, text }: TemplateText, values: Readonly<Record<string, string>>, channel: TextChannel): TemplateText & { missing: string[] } {
  const missing: string[] = []
  const fill = (source: string) =>
    source.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined || value === '') {
        missing.push(name)
        return '…'
      }
      return channel === 'sms' && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1).trimEnd()}…` : value
    })
  return { subject: fill(subject).replace(/\s+/g, ' ').slice(0, 200), text: fill(text), missing }
}

/** Names in braces that the template cannot fill. */
export function unknownPlaceholders(template: MessageTemplate, { subject, text }: TemplateText): string[] {
  const known: readonly string[] = messageTemplates[template]
  return [...new Set([...`${subject} ${text}`.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''))].filter((name) => !known.includes(name))
}
