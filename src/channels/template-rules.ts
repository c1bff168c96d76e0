// Texts with {placeholders}. Pure.
import { fillText } from '../contract/message-text.ts'
import { type MessageTemplate, messageTemplates } from './outbox.ts'

export type TextChannel = 'sms' | 'email'
export interface TemplateText {
  subject: string
  text: string
}

/** Puts the values in; what is missing becomes "…", for a message with a gap is better than none. */
export function render({ subject, text }: TemplateText, values: Readonly<Record<string, string>>, channel: TextChannel): TemplateText & { missing: string[] } {
  const head = fillText(subject, values, channel)
  const body = fillText(text, values, channel)
  return { subject: head.text.replace(/\s+/g, ' ').slice(0, 200), text: body.text, missing: [...head.missing, ...body.missing] }
}

/** Names in braces that the template cannot fill. */
export function unknownPlaceholders(template: MessageTemplate, { subject, text }: TemplateText): string[] {
  const known: readonly string[] = messageTemplates[template]
  return [...new Set([...`${subject} ${text}`.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''))].filter((name) => !known.includes(name))
}
