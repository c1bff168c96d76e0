// The administrator reads in Vietnamese what a placeholder stands for, and who sends.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { placeholderWords, providerWords } from '../../agent-ui/src/admin/messages/template-words.ts'
import { messageTemplates } from '../../src/channels/outbox.ts'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const vi: unknown = JSON.parse(read('agent-ui/src/i18n/vi.json'))
const said = (key: string): unknown => key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], vi)

it('every placeholder of every template is explained, and has its sample', () => {
  for (const name of new Set<string>(Object.values(messageTemplates).flat())) {
    expect(said(placeholderWords(name)), name).toBeTypeOf('string')
    expect(said(`messageSample.${name}`), name).toBeTypeOf('string')
  }
})

it('every provider there is has its words, and none too', () => {
  const folder = 'src/channels/providers'
  const names = readdirSync(new URL(`../../${folder}`, import.meta.url)).flatMap((file) => /\bname: '(\w+)'/.exec(read(`${folder}/${file}`))?.[1] ?? [])
  expect(names).toContain('file')
  for (const name of [...names, 'none']) expect(said(providerWords(name)), name).toBeTypeOf('string')
})
