// Turns the templates of dialplan/ into Asterisk's configuration in DATA_DIR/asterisk/etc.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Config, projectDir } from '../config.ts'
import { keepFile } from './small-files.ts'

/** Where Asterisk's own files are. */
export interface AsteriskPlaces {
  asteriskDir: string
  modulesDir: string
  shareDir: string
  logDir: string
}

/** Every way a trunk may write one of our numbers: as published, with +84, with 84, with and without the 0. */
export function dialledForms(number: string): string[] {
  if (/^\d{2,5}$/.test(number)) return [number, `0${number}`, `84${number}`, `+84${number}`]
  const national = number.replace(/^(\+84|84|0)/, '')
  return [`0${national}`, `84${national}`, `+84${national}`, national]
}

/** The values of all {{PLACEHOLDERS}}. */
export function settingsValues(config: Config, places: AsteriskPlaces): Record<string, string> {
  const { asterisk, ami, sip, rtp, http, tls, softphone, hotline } = config
  const forms = [...new Set(hotline.numbers.flatMap(dialledForms))]
  const loopback = ami.host === '127.0.0.1' || ami.host === 'localhost'
  return {
    ASTERISK_DIR: places.asteriskDir,
    MODULES_DIR: places.modulesDir,
    SHARE_DIR: places.shareDir,
    LOG_DIR: places.logDir,
    APP: asterisk.appName,
    SERVER_NAME: asterisk.name,
    OFFER: offer(asterisk, 'caller'),
    OFFER_AGAIN: offer(asterisk, 'caller', `\${EXTEN}`),
    HTTP_BIND: http.host,
    HTTP_PORT: String(asterisk.httpPort),
    HTTP_TLS: tls ? `tlsenable = yes\ntlsbindaddr = ${http.host}:${asterisk.httpsPort}\ntlscertfile = ${tls.cert}\ntlsprivatekey = ${tls.key}` : '',
    ARI_USERNAME: asterisk.ariUsername,
    ARI_PASSWORD: asterisk.ariPassword,
    AMI_BIND: loopback ? '127.0.0.1' : '0.0.0.0',
    AMI_PERMIT: loopback ? '127.0.0.1/255.255.255.255' : '0.0.0.0/0.0.0.0',
    AMI_PORT: String(ami.port),
    AMI_USERNAME: ami.username,
    AMI_PASSWORD: ami.password,
    SIP_BIND: sip.host,
    SIP_PORT: String(sip.port),
    EXTERNAL: sip.externalAddress
      ? `external_signaling_address = ${sip.externalAddress}\nexternal_media_address = ${sip.externalAddress}\nlocal_net = 127.0.0.0/8\nlocal_net = 10.0.0.0/8\nlocal_net = 172.16.0.0/12\nlocal_net = 192.168.0.0/16`
      : '',
    TRUNK_MATCH: sip.trunkMatch.map((address) => `match = ${address}`).join('\n'),
    TRUNK_HEALTH: sip.trunkQualify.length > 0 ? trunkHealth(sip.trunkQualify) : '',
    MAIN_NUMBER: hotline.numbers[0] ?? '1022',
    RTP_START: String(rtp.start),
    RTP_END: String(rtp.end),
    STUN: softphone.stunUrl ? `stunaddr = ${softphone.stunUrl.replace(/^stuns?:/, '')}` : '',
    PROMPTS_DIR: asterisk.promptsDir,
    GREETING: hotline.greeting ? 'on' : 'off',
    RING_SECONDS: String(hotline.ringSeconds),
    WRAPUP_SECONDS: String(hotline.wrapupSeconds),
    MUSIC_DIR: path.join(projectDir, 'dialplan/prompts/music'),
    HOTLINE_EXTENSIONS: forms.map((number) => `exten => ${number},1,Goto(hotline,\${EXTEN},1)`).join('\n'),
  }
}

/**
 * How the dialplan offers a caller to the controller: to whoever is connected, or by asking who claims him. An Asterisk
 * that cannot ask (before 22.7) offers him the first way.
 */
export function offer({ appName, broadcast, claimMs }: Config['asterisk'], ...args: string[]): string {
  const stasis = `Stasis(${[appName, ...args].join(',')})`
  if (!broadcast) return ` same => n,${stasis}`
  return [
    ` same => n,GotoIf($["\${IFMODULE(app_stasis_broadcast.so)}" != "1"]?one)`,
    ` same => n,StasisBroadcast(${claimMs},^${appName}$,${args.join(':')})`,
    ' same => n,Goto(offered)',
    ` same => n(one),${stasis}`,
    ' same => n(offered),NoOp()',
  ].join('\n')
}

/** Apart from the trunk's own endpoint, so that an address that does not answer can never keep a call out. */
function trunkHealth(addresses: readonly string[]): string {
  const contacts = addresses.map((address) => `contact = sip:${address}`).join('\n')
  return `[trunk-health]
type = aor
${contacts}
qualify_frequency = 30
qualify_timeout = 5

[trunk-health]
type = endpoint
transport = transport-udp
context = nowhere
disallow = all
allow = alaw
identify_by = ip
aors = trunk-health`
}

/** Writes all files and the folders they name; gives a digest that changes whenever the configuration does. */
export function writeAsteriskSettings(config: Config, places: AsteriskPlaces): string {
  const etc = path.join(places.asteriskDir, 'etc')
  for (const folder of [
    etc,
    ...['lib/keys', 'run', 'sbin', 'spool/recording', 'spool/monitor', 'spool/voicemail'].map((name) => path.join(places.asteriskDir, name)),
    places.logDir,
  ])
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const values = settingsValues(config, places)
  const digest = createHash('sha256')
  const templates = path.join(projectDir, 'dialplan')
  for (const name of fs
    .readdirSync(templates)
    .filter((file) => file.endsWith('.conf'))
    .sort()) {
    const text = render(fs.readFileSync(path.join(templates, name), 'utf8'), values, name)
    digest.update(name).update(text)
    keepFile(path.join(etc, name), text)
  }
  return digest.digest('hex')
}

/** Fills the placeholders in; one without a value is a mistake of ours and ends the start. */
export function render(template: string, values: Record<string, string>, name: string): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key]
    if (value === undefined) throw new Error(`${name} asks for {{${key}}}, which has no value`)
    return value
  })
}
