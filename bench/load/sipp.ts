// SIPp for what JavaScript is too slow for: hundreds of calls that talk at once. It comes with the embedded runtime.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { openRuntime } from '../../src/launcher/debian-runtime.ts'
import { udpIsFree } from '../../src/launcher/ports.ts'

const sdp = `v=0
o=- 1022 1 IN IP4 [local_ip]
s=bench
c=IN IP4 [local_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=ptime:20`

/** A caller who speaks for the whole call and hangs up after `talkMs`. */
const caller = (dial: string, audio: string, talkMs: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="caller">
  <send retrans="500" start_rtd="1"><![CDATA[
INVITE sip:${dial}@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch];rport
From: <sip:+84900[call_number]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
To: <sip:${dial}@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

${sdp.replace('[media_port]', '[rtpstream_audio_port]')}
  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rtd="1" timeout="20000"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch];rport
From: <sip:+84900[call_number]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
To: <sip:${dial}@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <nop><action><exec rtp_stream="${audio},-1,8,PCMA/8000"/></action></nop>
  <pause milliseconds="${talkMs}"/>
  <nop><action><exec rtp_stream="pause"/></action></nop>
  <send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch];rport
From: <sip:+84900[call_number]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
To: <sip:${dial}@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <recv response="200"/>
</scenario>
`

/** A desk telephone that answers after a moment and says back what it hears (-rtp_echo). */
const desk = `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="desk">
  <recv request="INVITE"/>
  <send><![CDATA[
SIP/2.0 180 Ringing
[last_Via:]
[last_From:]
[last_To:];tag=[pid]-[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:desk@[local_ip]:[local_port]>
Content-Length: 0

  ]]></send>
  <pause milliseconds="300"/>
  <send retrans="500"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[pid]-[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:desk@[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

${sdp}
  ]]></send>
  <recv request="ACK"/>
  <recv request="BYE"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

  ]]></send>
</scenario>
`

async function freeUdpPort(from: number): Promise<number> {
  for (let port = from; ; port += 2) if (await udpIsFree(port, '127.0.0.1')) return port
}

export interface SippRun {
  succeeded: number
  failed: number
}

/** The folder SIPp works in: its scenarios, its audio, its leavings. */
export function openSipp() {
  const folder = mkdtempSync(path.join(tmpdir(), 'h1022-sipp-'))
  const audio = path.join(folder, 'voice.alaw')
  writeFileSync(
    audio,
    new Uint8Array(8000).map((_, at) => (at % 16 < 8 ? 0x2a : 0xaa)),
  )
  writeFileSync(path.join(folder, 'desk.xml'), desk)
  const { command, args } = openRuntime(loadConfig(process.env).runtimeDir).command('bin/sipp')
  const start = (more: string[]) => {
    const child = spawn(command, [...args, ...more, '-i', '127.0.0.1', '-mi', '127.0.0.1', '-nostdin', '-buff_size', '4000000'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-20_000)
      })
    const ended = new Promise<string>((resolve) => child.once('close', () => resolve(output)))
    return { child, ended }
  }
  return {
    /** Desk telephones, all at one port. */
    async desks() {
      const port = await freeUdpPort(42_000)
      const media = await freeUdpPort(43_000)
      const { child, ended } = start(['-sf', 'desk.xml', '-p', String(port), '-min_rtp_port', String(media), '-rtp_echo', '-aa'])
      return {
        port,
        async stop() {
          child.kill('SIGKILL')
          await ended
        },
      }
    },
    /** `calls` callers, so many new ones a second, and what became of them. */
    async call(plan: { sipPort: number; dial: string; calls: number; perSecond: number; talkMs: number }): Promise<SippRun> {
      const port = await freeUdpPort(41_000)
      writeFileSync(path.join(folder, 'caller.xml'), caller(plan.dial, audio, plan.talkMs))
      const { ended } = start([
        `127.0.0.1:${plan.sipPort}`,
        ...['-sf', 'caller.xml', '-p', String(port), '-m', String(plan.calls), '-l', String(plan.calls), '-r', String(plan.perSecond)],
        ...['-min_rtp_port', '44000', '-max_rtp_port', '46000', '-base_cseq', '1', '-timeout', '120s', '-timeout_error'],
      ])
      const output = await ended
      const count = (name: string) => Number([...output.matchAll(new RegExp(`${name} call\\s*\\|\\s*\\d+\\s*\\|\\s*(\\d+)`, 'g'))].at(-1)?.[1] ?? Number.NaN)
      const run = { succeeded: count('Successful'), failed: count('Failed') }
      if (Number.isNaN(run.succeeded)) throw new Error(`SIPp told no result:\n${output.slice(-2000)}`)
      return run
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
