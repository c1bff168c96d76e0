// The yardstick: Asterisk's own Queue() with MixMonitor in the very server that serves us, set up as its manual has it.
// Everything is written behind the rendered configuration of the measured system; the product's own files know nothing of it.
import { execFile } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { loadConfig } from '../src/config.ts'
import { openRuntime } from '../src/launcher/debian-runtime.ts'

/** What callers dial to reach the peer. */
export const PEER_NUMBER = '555'

const pjsip = (agents: number, sipPort: number): string =>
  Array.from({ length: agents }, (_, n) =>
    [
      `[bench-${n}]`,
      'type = aor',
      `contact = sip:desk${n}@127.0.0.1:${sipPort}`,
      '',
      `[bench-${n}]`,
      'type = endpoint',
      'transport = transport-udp',
      'context = nowhere',
      'disallow = all',
      'allow = alaw,ulaw',
      'direct_media = no',
      'rtp_symmetric = yes',
      'trust_id_outbound = yes',
      'send_pai = yes',
      `aors = bench-${n}`,
      '',
    ].join('\n'),
  ).join('\n')

const queue = (agents: number): string =>
  [
    '[bench]',
    // The cheapest way of asking one agent at a time.
    'strategy = rrmemory',
    'ringinuse = no',
    'timeout = 20',
    'retry = 1',
    'autofill = yes',
    'wrapuptime = 0',
    'musicclass = default',
    ...Array.from({ length: agents }, (_, n) => `member => PJSIP/bench-${n}`),
    '',
  ].join('\n')

/** `i`: it does not wait for the caller's audio, which is the fastest Asterisk can answer. */
const dialplan = [
  '[from-trunk](+)',
  `exten => ${PEER_NUMBER},1,Answer(,i)`,
  ' same => n,MixMonitor(bench/${' + 'UNIQUEID}.wav)',
  // I: the agent's name is not told to the caller's side, as ours tells it to nobody either.
  ' same => n,Queue(bench,I)',
  ' same => n,Hangup()',
  '',
].join('\n')

/** Runs a command on the console of the measured Asterisk. */
export async function asteriskCommand(dataDir: string, command: string): Promise<string> {
  const { command: loader, args } = openRuntime(loadConfig(process.env).runtimeDir).command('sbin/asterisk')
  const conf = path.join(dataDir, 'asterisk/etc/asterisk.conf')
  const { stdout } = await promisify(execFile)(loader, [...args, '-C', conf, '-rx', command])
  return stdout
}

/** Adds the peer to the running Asterisk; its agents answer at the same telephones as ours. */
export async function addPeerQueue(dataDir: string, agents: number, sipPort: number): Promise<void> {
  const etc = path.join(dataDir, 'asterisk/etc')
  appendFileSync(path.join(etc, 'pjsip.conf'), `\n${pjsip(agents, sipPort)}`)
  appendFileSync(path.join(etc, 'extensions.conf'), `\n${dialplan}`)
  appendFileSync(path.join(etc, 'queues.conf'), `\n${queue(agents)}`)
  const loaded = (await asteriskCommand(dataDir, 'module show like app_queue.so')).includes('1 modules loaded')
  for (const command of [loaded ? 'module reload app_queue.so' : 'module load app_queue.so', 'module reload res_pjsip.so', 'dialplan reload'])
    await asteriskCommand(dataDir, command)
  const shown = await asteriskCommand(dataDir, 'queue show bench')
  const members = shown.split('\n').filter((line) => line.includes('PJSIP/bench-')).length
  if (members !== agents) throw new Error(`the peer's queue did not come up: ${shown}\n${readFileSync(path.join(etc, 'queues.conf'), 'utf8').slice(0, 300)}`)
}
