// A launcher of its own with a stub in the platform's place: for what the launcher itself does with real servers.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePorts } from './platform.ts'
import { waitUntil } from './wait.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')
const stub = path.join(projectDir, 'test/harness/stub-platform.mjs')

export interface TestLauncher {
  pid: number
  output(): string
  /** Resolves when the output holds this text. */
  says(text: string | RegExp, limitMs?: number): Promise<void>
  signal(name: NodeJS.Signals): void
  /** As if the program that started it had been killed. */
  abandon(): void
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** Settings for instances on free ports, with a data folder of their own. */
export async function launcherSettings(more: Record<string, string> = {}): Promise<Record<string, string> & { DATA_DIR: string; HTTP_PORT: string }> {
  const [http = 0, sip = 0, asteriskHttp = 0, ami = 0] = await freePorts(4)
  const rtpStart = 50_000 + Math.floor(Math.random() * 50) * 200
  return {
    HTTP_PORT: String(http),
    SIP_PORT: String(sip),
    SIP_HOST: '127.0.0.1',
    ASTERISK_HTTP_PORT: String(asteriskHttp),
    AMI_PORT: String(ami),
    RTP_START: String(rtpStart),
    RTP_END: String(rtpStart + 199),
    DATA_DIR: mkdtempSync(path.join(tmpdir(), 'h1022-launcher-')),
    GREETING: 'off',
    ...more,
  }
}

/** Starts a launcher; `command` is what it runs instead of the platform. */
export function launch(settings: Record<string, string>, command: string[] = [stub]): TestLauncher {
  return follow(
    spawn(process.execPath, ['src/launcher/main.ts', ...command], {
      cwd: projectDir,
      env: { ...process.env, ...settings },
      // The channel by which setup/start.mjs and its launcher know of each other's end.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    }),
  )
}

/** Runs one of the project's programs to its end. */
export async function runProgram(settings: Record<string, string>, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = follow(spawn(process.execPath, args, { cwd: projectDir, env: { ...process.env, ...settings } }))
  const { code } = await program.ended
  return { code, output: program.output() }
}

function follow(child: ChildProcess): TestLauncher {
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  // All it wrote has been read once its streams are over; 'close' would not come after a disconnect of ours.
  const streams = [child.stdout, child.stderr].map((stream) => new Promise((resolve) => stream?.once('end', resolve)))
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  const ended = Promise.all([exit, ...streams]).then(([how]) => how)
  let over = false
  void ended.then(() => {
    over = true
  })
  return {
    pid: child.pid ?? 0,
    output: () => output,
    says: async (text, limitMs = 60_000) => {
      const holds = () => (typeof text === 'string' ? output.includes(text) : text.test(output))
      await waitUntil(
        () => {
          if (holds()) return true
          if (over) throw new Error(`it ended without saying ${text}:\n${output}`)
          return false
        },
        limitMs,
        () => `it never said ${text}:\n${output}`,
      )
    },
    signal: (name) => void child.kill(name),
    abandon: () => child.disconnect(),
    ended,
  }
}
