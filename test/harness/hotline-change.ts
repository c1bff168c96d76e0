// The hotline's settings for a test, saved as an administrator saves them.
import { defaultHotline } from '../../src/acd/hotline-defaults-rules.ts'
import type { HotlineContent, HotlineView } from '../../src/contract/hotline.ts'
import { HttpClient } from './desk-client.ts'
import type { TestPlatform } from './platform.ts'

export type HotlineChange = Partial<Omit<HotlineContent, 'waiting' | 'known'>> & {
  waiting?: Partial<HotlineContent['waiting']>
  known?: Partial<HotlineContent['known']>
}

/** Saves the defaults with this change over them; they hold for the next call. */
export async function saveHotline(platform: TestPlatform, change: HotlineChange): Promise<HotlineView> {
  const admin = new HttpClient(platform.baseUrl)
  await admin.signIn(platform.login('administrator'))
  const { body: before } = await admin.request<HotlineView>('GET', '/api/hotline-settings')
  const content = {
    ...defaultHotline,
    ...change,
    waiting: { ...defaultHotline.waiting, ...change.waiting },
    known: { ...defaultHotline.known, ...change.known },
  }
  const saved = await admin.request<HotlineView>('PUT', '/api/hotline-settings', { version: before.version, content, reason: 'Kiểm thử' })
  if (saved.status !== 200) throw new Error(`settings not saved: ${JSON.stringify(saved.body)}`)
  return saved.body
}
