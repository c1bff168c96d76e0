// What Asterisk holds at one moment, by its ids: the same before and after a fault means that nothing was made anew.
import { waitUntil } from './wait.ts'

export interface AsteriskAccess {
  servers(): { ariUrl: string; ariPassword: string }
}

export interface AsteriskPicture {
  channels: string[]
  /** Each with who is in it. */
  bridges: { id: string; channels: string[] }[]
  /** Names of those asked for that are being recorded. */
  recordings: string[]
}

/** One request to ARI; null for 404. */
export async function ari<T>(platform: AsteriskAccess, path: string, method = 'GET'): Promise<T | null> {
  const { ariUrl, ariPassword } = platform.servers()
  const answer = await fetch(`${ariUrl}/ari/${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(`hotline:${ariPassword}`).toString('base64')}` },
  })
  const text = await answer.text()
  if (answer.status === 404) return null
  if (!answer.ok) throw new Error(`ARI ${method} ${path}: ${answer.status} ${text}`)
  return (text ? JSON.parse(text) : null) as T
}

/** Channels and bridges there are now, and which of these recordings run. */
export async function pictureOf(platform: AsteriskAccess, recordings: readonly string[] = []): Promise<AsteriskPicture> {
  const [channels, bridges, live] = await Promise.all([
    ari<{ id: string }[]>(platform, 'channels'),
    ari<{ id: string; channels: string[] }[]>(platform, 'bridges'),
    Promise.all(recordings.map((name) => ari<{ name: string; state: string }>(platform, `recordings/live/${encodeURIComponent(name)}`))),
  ])
  return {
    channels: (channels ?? []).map(({ id }) => id).sort(),
    bridges: (bridges ?? []).map(({ id, channels }) => ({ id, channels: [...channels].sort() })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    recordings: live.flatMap((one) => (one?.state === 'recording' ? [one.name] : [])).sort(),
  }
}

/** Waits until nothing is left in Asterisk: no channel, no bridge, no snoop. */
export async function waitUntilEmpty(platform: AsteriskAccess, limitMs = 10_000): Promise<void> {
  let picture: AsteriskPicture | undefined
  await waitUntil(
    async () => {
      picture = await pictureOf(platform)
      return picture.channels.length === 0 && picture.bridges.length === 0
    },
    limitMs,
    () => `left in Asterisk: ${JSON.stringify(picture)}`,
  )
}
