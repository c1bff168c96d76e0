// The platform's own process: as managed as the servers, but never adopted, so that a new start runs the new code.
import http from 'node:http'
import https from 'node:https'
import { type Config, projectDir } from '../config.ts'
import { type ManagedProcess, manageProcess } from './managed-process.ts'
import { tcpIsFree } from './ports.ts'

/** On a machine with much memory V8 lets garbage of four times the living pile up: collected sooner, it costs hardly anything. */
const thrifty = ['--heap-growing-percent=50', '--min-semi-space-size=8', '--max-semi-space-size=8']

/** Plans `node src/main.ts`; or of `command` where one is given. */
export function platformProcess(config: Config, environment: Record<string, string>, command: string[]): ManagedProcess {
  const address = localAddress(config)
  return manageProcess(config.dataDir, {
    name: 'platform',
    command: process.execPath,
    args: command.length > 0 ? command : [...thrifty, 'src/main.ts'],
    // Of this launcher alone: what an earlier one left running is ended and started anew.
    fingerprint: `${process.pid} ${performance.timeOrigin}`,
    cwd: projectDir,
    env: { ...process.env, ...environment },
    isReady: () => answers(`${address}/health/ready`),
    readyWithinMs: 60_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
  })
}

/** Whether the platform's process answers at all, however its servers are. */
export function isLive(config: Config): Promise<boolean> {
  // Shorter than the watchdog's rhythm: each turn gets its own answer.
  return answers(`${localAddress(config)}/health/live`, 900)
}

/** The address at which this machine reaches the platform. */
export function localAddress(config: Config): string {
  const host = ['0.0.0.0', '::', '127.0.0.1'].includes(config.http.host) ? 'localhost' : config.http.host
  return `${config.tls ? 'https' : 'http'}://${host}:${config.http.port}`
}

/** Refuses a web port that another program holds, by the setting's name. */
export async function webPortMustBeFree(config: Config): Promise<void> {
  if (!(await tcpIsFree(config.http.port, config.http.host)))
    throw new Error(`In use by another program: HTTP_PORT ${config.http.port}. Free this port or choose another in the settings.`)
}

/** Asks over HTTP or TLS; the certificate bears the public name, not this machine's, so it is not compared here. */
function answers(url: string, limitMs = 2000): Promise<boolean> {
  const request = url.startsWith('https') ? https.get : http.get
  return new Promise((resolve, reject) => {
    request(url, { signal: AbortSignal.timeout(limitMs), agent: false, rejectUnauthorized: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    }).once('error', reject)
  })
}
