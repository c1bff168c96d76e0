// A platform with two Asterisk servers: its own, started by its launcher, and a second one beside it with ports and files of its own.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { planAsterisk, type TestAsterisk } from './asterisk.ts'
import { startPlatform, type TestPlatform } from './platform.ts'
import { kill } from './servers-of.ts'

/** One password for all servers, as ASTERISK_SERVERS wants it. */
const PASSWORD = 'only-for-this-test'

export const FIRST = 'asterisk-1'
export const SECOND = 'asterisk-2'

export interface TwoServers {
  platform: TestPlatform
  second: TestAsterisk
  /** SIP ports of the first and the second server. */
  sipPorts: [number, number]
  /** What asterisk-picture.ts asks, at the second server. */
  secondAccess: { servers(): { ariUrl: string; ariPassword: string } }
  /** Kills the second one with SIGKILL; it stays away. */
  killSecond(): Promise<void>
  /** Starts it again. */
  startSecond(): Promise<void>
  stop(): Promise<void>
}

/** Starts both; settings of both servers that are the same go into `env`. */
export async function startTwoServers(env: Record<string, string> = {}): Promise<TwoServers> {
  const shared = { GREETING: 'off', HOTLINE_HOURS: 'always', STASIS_BROADCAST: 'on', ...env }
  const rtpStart = 60_200 + Math.floor(Math.random() * 20) * 200
  const second = await planAsterisk({
    ...shared,
    ASTERISK_NAME: SECOND,
    ARI_PASSWORD: PASSWORD,
    AMI_PASSWORD: PASSWORD,
    RTP_START: String(rtpStart),
    RTP_END: String(rtpStart + 199),
  })
  const { httpPort } = second.config.asterisk
  let platform: TestPlatform | undefined
  const stop = async () => {
    await platform?.stop()
    await second.stop()
  }
  try {
    const started = await startPlatform({
      ...shared,
      ARI_PASSWORD: PASSWORD,
      AMI_PASSWORD: PASSWORD,
      ASTERISK_SERVERS: `${FIRST}; ${SECOND}=http://127.0.0.1:${httpPort} ami=127.0.0.1:${second.config.ami.port}`,
    })
    platform = started
    // The folder of recordings is one for all servers, as a mounted one would be.
    const folder = path.join(second.config.dataDir, 'asterisk/spool/recording')
    rmSync(folder, { recursive: true })
    mkdirSync(started.recordingDir, { recursive: true })
    symlinkSync(started.recordingDir, folder)
    await second.process.start()
    return {
      platform: started,
      second,
      sipPorts: [started.sipPort, second.config.sip.port],
      secondAccess: { servers: () => ({ ariUrl: second.url, ariPassword: PASSWORD }) },
      async killSecond() {
        await kill(second.config.dataDir, 'asterisk')
        await second.process.stop()
      },
      startSecond: async () => void (await second.process.start()),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
