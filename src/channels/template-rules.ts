// Texts with {placeholders}. Pure.
import { fillText } from '../contract/message-text.ts'
import { defaultText } from './default-texts-rules.ts'
import type { MessageTemplate } from './outbox.ts'

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

/** What must stay in a text: the citizen looks his petition up by its code, where the built-in text gives it to him. */
export function requiredPlaceholders(template: MessageTemplate, channel: TextChannel): string[] {
  return template.startsWith('citizen-') && defaultText(template, channel).text.includes('{code}') ? ['code'] : []
}
