// The embedded Asterisk: run from .runtime/ with configuration and files in DATA_DIR/asterisk.
import path from 'node:path'
import type { Config } from '../config.ts'
import { writeAsteriskSettings } from './asterisk-settings.ts'
import type { DebianRuntime } from './debian-runtime.ts'
import { type ManagedProcess, manageProcess, stillRuns } from './managed-process.ts'
import { tcpIsFree, udpIsFree } from './ports.ts'

/** Writes its configuration and plans its server; the ports of the settings must be free or already its own. */
export async function embeddedAsterisk(config: Config, runtime: DebianRuntime): Promise<{ process: ManagedProcess; url: string }> {
  const asteriskDir = path.join(config.dataDir, 'asterisk')
  const places = {
    asteriskDir,
    modulesDir: path.join(runtime.libraries, 'asterisk/modules'),
    shareDir: runtime.usr('share/asterisk'),
    logDir: path.join(asteriskDir, 'log'),
  }
  if (!stillRuns(config.dataDir, 'asterisk')) await portsMustBeFree(config)
  const digest = writeAsteriskSettings(config, places)
  const { command, args } = runtime.command('sbin/asterisk')
  const host = ['0.0.0.0', '::'].includes(config.http.host) ? '127.0.0.1' : config.http.host
  const url = `http://${host}:${config.asterisk.httpPort}`
  const process = manageProcess(config.dataDir, {
    name: 'asterisk',
    command,
    args: [...args, '-f', '-n', '-C', path.join(asteriskDir, 'etc/asterisk.conf')],
    fingerprint: `${command} ${digest}`,
    cwd: asteriskDir,
    isReady: () => answers(url, config),
    readyWithinMs: 60_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 8000,
  })
  return { process, url }
}

/** Asterisk itself would start without its ports and be deaf: so they are tried before, and named by their setting. */
async function portsMustBeFree(config: Config): Promise<void> {
  const wanted: [string, number, Promise<boolean>][] = [
    ['SIP_PORT', config.sip.port, udpIsFree(config.sip.port, config.sip.host)],
    ['ASTERISK_HTTP_PORT', config.asterisk.httpPort, tcpIsFree(config.asterisk.httpPort, config.http.host)],
    ['AMI_PORT', config.ami.port, tcpIsFree(config.ami.port)],
  ]
  const taken: string[] = []
  for (const [name, port, free] of wanted) if (!(await free)) taken.push(`${name} ${port}`)
  if (taken.length > 0) throw new Error(`In use by another program: ${taken.join(', ')}. Free these ports or choose others in the settings.`)
}

/** ARI answers 503 until Asterisk has fully booted, so a plain 200 says that everything is loaded. */
async function answers(url: string, config: Config): Promise<boolean> {
  const login = Buffer.from(`${config.asterisk.ariUsername}:${config.asterisk.ariPassword}`).toString('base64')
  const answer = await fetch(`${url}/ari/asterisk/ping`, { headers: { authorization: `Basic ${login}` }, signal: AbortSignal.timeout(1000) })
  await answer.body?.cancel()
  return answer.ok
}
