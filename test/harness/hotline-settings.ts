// The hotline's settings and prompts as an administrator changes them over HTTP.
import type { HotlineContent, HotlineView } from '../../src/contract/hotline.ts'
import type { PromptList, PromptView } from '../../src/contract/prompts.ts'
import { encodeWav } from '../audio/wav.ts'
import { HttpClient } from './desk-client.ts'
import type { TestPlatform } from './platform.ts'
import { waitUntil } from './wait.ts'

/** A tone as a recording somebody brings: 22.05 kHz. */
export function toneFile(hz: number, seconds: number): Buffer {
  const rate = 22_050
  const samples = Int16Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.round(12_000 * Math.sin((2 * Math.PI * hz * i) / rate)))
  return encodeWav({ rate, samples })
}

/** Settings of so long are read again by every process, ms. */
const READ_MS = 2500

export class HotlineAdministrator extends HttpClient {
  static async signedIn(platform: TestPlatform): Promise<HotlineAdministrator> {
    const administrator = new HotlineAdministrator(platform.baseUrl)
    await administrator.signIn(platform.login('administrator'))
    return administrator
  }

  async prompts(): Promise<PromptList> {
    return (await this.request<PromptList>('GET', '/api/hotline-prompts')).body
  }

  /** Sends a recording for a prompt. */
  async upload(name: string, file: Uint8Array, text: string, seen: number): Promise<{ status: number; body: PromptView & { message?: string } }> {
    const answer = await fetch(`${this.baseUrl}/api/hotline-prompts/${name}?${new URLSearchParams({ text, seen: String(seen) })}`, {
      method: 'POST',
      headers: { cookie: this.cookie, origin: this.baseUrl, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(file),
    })
    return { status: answer.status, body: (await answer.json()) as PromptView & { message?: string } }
  }

  /** Saves what `change` makes of the settings, and waits until calls are served by it. */
  async save(change: (content: HotlineContent) => HotlineContent, reason = 'Thử'): Promise<HotlineView> {
    const view = (await this.request<HotlineView>('GET', '/api/hotline-settings')).body
    const saved = await this.request<HotlineView>('PUT', '/api/hotline-settings', { version: view.version, content: change(view.content), reason })
    if (saved.status !== 200) throw new Error(`not saved: ${JSON.stringify(saved.body)}`)
    await new Promise((resolve) => setTimeout(resolve, READ_MS))
    return saved.body
  }

  /** A new menu, spoken as this tone; gives the version of its recording. */
  async menu(hz: number, menu: Partial<HotlineContent['menu']>, seconds = 3): Promise<number> {
    const words = 'Đất đai, bấm phím 1. Giao thông, bấm phím 2.'
    const seen = (await this.prompts()).menu.versions[0]?.version ?? 0
    const { status, body } = await this.upload('menu', toneFile(hz, seconds), words, seen)
    if (status !== 200) throw new Error(`not uploaded: ${JSON.stringify(body)}`)
    const recording = body.versions[0]?.version ?? 0
    await this.save((content) => ({ ...content, menu: { ...content.menu, on: true, words, recording, ...menu } }))
    return recording
  }

  /** Waits until the newest version of a prompt may be heard. */
  async replaced(name: string): Promise<void> {
    const version = (await this.prompts()).prompts.find((prompt) => prompt.name === name)?.versions[0]?.version
    await waitUntil(() => version !== undefined, 1000)
    await new Promise((resolve) => setTimeout(resolve, READ_MS))
  }
}
