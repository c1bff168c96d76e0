// Every setting of the system, read and checked in one place; nothing else reads the environment.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { serviceLevelFormulas } from './contract/board.ts'
import { FIRST_SERVER, readServerList, serverAddresses } from './platform/asterisk/server-list.ts'

/** The folder of package.json; relative paths in settings start here, wherever the program was called from. */
export const projectDir = path.resolve(import.meta.dirname, '..')

type Environment = Record<string, string | undefined>

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** One stretch of opening hours: ISO weekdays (1 is Monday) and minutes since midnight, the end not included. */
export interface OpeningSpan {
  weekdays: number[]
  fromMinute: number
  toMinute: number
}
/** When the hotline answers, in Asia/Ho_Chi_Minh: `text` as it was set, no spans when it is always open. */
export interface OpeningHours {
  text: string
  always: boolean
  spans: OpeningSpan[]
}

const port = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a port number' })
    .int('must be a whole number')
    .min(1, 'must be 1 to 65535')
    .max(65535, 'must be 1 to 65535')
    .default(fallback)
const seconds = (fallback: number, least: number, most: number) =>
  z.coerce
    .number({ error: 'must be a number of seconds' })
    .int('must be whole seconds')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .default(fallback)
const days = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be whole days')
    .min(0, 'must be at least 0')
    .max(36_500, 'must be at most 36500')
    .default(fallback)
const megabytes = (fallback: number, least: number) =>
  z.coerce.number({ error: 'must be a number of megabytes' }).int('must be whole megabytes').min(least, `must be at least ${least}`).default(fallback)
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.replace(':', '')),
      `must be a URL starting with ${protocols.map((name) => `${name}:`).join(' or ')}`,
    )
const onOff = (fallback: boolean) =>
  z
    .enum(['on', 'off', 'true', 'false', '1', '0'], { error: 'must be on or off' })
    .default(fallback ? 'on' : 'off')
    .transform((value) => ['on', 'true', '1'].includes(value))
const list = (fallback: string, item: RegExp, says: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) => [...new Set(value.split(',').map((part) => part.trim()))].filter((part) => part !== ''))
    .refine((parts) => parts.length > 0 && parts.every((part) => item.test(part)), says)
/** What one process does: pages, calls, work in the background (deadlines, messages). */
export const processRoles = ['web', 'controller', 'jobs'] as const
export type ProcessRole = (typeof processRoles)[number]
const isRole = (word: string): word is ProcessRole => processRoles.some((role) => role === word)
const rolesSetting = z
  .string()
  .default(processRoles.join(','))
  .transform((value, check) => {
    const words = [...new Set(value.split(',').map((part) => part.trim()))].filter((part) => part !== '')
    const known = words.filter(isRole)
    if (known.length === words.length && known.length > 0) return known
    check.addIssue({ code: 'custom', message: `may hold ${processRoles.join(', ')} only, separated by commas` })
    return z.NEVER
  })
const readableFile = z.string().transform(fromProject).refine(existsSync, 'names a file that does not exist')
const word = z.string().regex(/^[\w.-]+$/, 'may hold letters, digits, dot, dash and underscore only')
const secret = z.string().regex(/^[\w.~!@$^*()+-]+$/, "holds characters that Asterisk's configuration does not take")

const settings = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test'], { error: 'must be production, development or test' }).default('development'),
    LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug'], { error: 'must be error, warn, info or debug' }).default('info'),
    DATA_DIR: z.string().default('.data').transform(fromProject),
    RUNTIME_DIR: z.string().default('.runtime').transform(fromProject),
    RECORDING_DIR: z.string().transform(fromProject).optional(),
    ATTACHMENT_DIR: z.string().transform(fromProject).optional(),
    PROMPTS_DIR: z.string().transform(fromProject).optional(),
    VOICE_COMMAND: z.string().transform(readCommand).optional(),
    HISTORY_DIR: z.string().transform(fromProject).optional(),
    TRUSTED_CA_DIR: z.string().transform(fromProject).optional(),
    HTTP_HOST: z.string().optional(),
    HTTP_PORT: port(8080),
    ROLES: rolesSetting,
    CONTROLLER_ADDRESS: url('http', 'https').optional(),
    SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    HISTORY_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
    DEMO_DATA: z
      .enum(['on', 'off'], { error: 'must be on or off' })
      .transform((value) => value === 'on')
      .optional(),
    DATABASE_URL: url('postgresql', 'postgres').optional(),
    REDIS_URL: url('redis', 'rediss').optional(),
    ARI_URL: url('http', 'https').optional(),
    ASTERISK_SERVERS: z
      .string()
      .transform((value, check) => {
        const entries = readServerList(value)
        if (typeof entries !== 'string') return entries
        check.addIssue({ code: 'custom', message: entries })
        return z.NEVER
      })
      .optional(),
    STASIS_BROADCAST: onOff(false),
    ASTERISK_NAME: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,19}$/, 'may hold small letters, digits and dashes only, 20 at most')
      .optional(),
    ARI_USERNAME: word.default('hotline'),
    ARI_PASSWORD: secret.optional(),
    AMI_HOST: z.string().default('127.0.0.1'),
    AMI_PORT: port(5038),
    AMI_USERNAME: word.default('hotline'),
    AMI_PASSWORD: secret.optional(),
    SIP_HOST: z.string().default('0.0.0.0'),
    SIP_PORT: port(5060),
    ASTERISK_HTTP_PORT: port(8088),
    ASTERISK_HTTPS_PORT: port(8089),
    RTP_START: port(10000),
    RTP_END: port(10999),
    SIP_TRUNK_MATCH: list('127.0.0.1', /^[0-9A-Fa-f.:/]+$|^[\w.-]+$/, 'must be addresses separated by commas'),
    SIP_TRUNK_QUALIFY: z
      .string()
      .default('')
      .transform((value) => [...new Set(value.split(',').map((part) => part.trim()))].filter((part) => part !== ''))
      .refine(
        (parts) => parts.every((part) => /^([\w.-]+|\[[0-9A-Fa-f:]+\])(:\d{1,5})?$/.test(part)),
        'must be addresses like 192.0.2.1:5060 separated by commas',
      ),
    EXTERNAL_ADDRESS: z
      .string()
      .regex(/^[\w.:-]+$/, 'must be an address or a host name')
      .optional(),
    STUN_URL: z
      .string()
      .regex(/^stuns?:[\w.:-]+$/, 'must look like stun:host:port')
      .optional(),
    PUBLIC_SIP_WS_URL: url('ws', 'wss').optional(),
    TLS_CERT: readableFile.optional(),
    TLS_KEY: readableFile.optional(),
    HOTLINE_NUMBERS: list('1022,02691022', /^\+?\d{2,15}$/, 'must be telephone numbers separated by commas'),
    GREETING: onOff(true),
    RATING: onOff(true),
    VOICEMAIL: onOff(true),
    NOBODY_SECONDS: seconds(30, 1, 600),
    HOTLINE_HOURS: z.string().default('mon-fri 07:00-23:00').transform(parseOpeningHours),
    HOTLINE_CLOSED_DAYS: z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine((days) => days.every((day) => z.iso.date().safeParse(day).success), 'must be days like 2026-09-02 separated by commas'),
    RING_SECONDS: seconds(20, 3, 120),
    WRAPUP_SECONDS: seconds(60, 0, 3600),
    SERVICE_LEVEL_SECONDS: seconds(20, 1, 600),
    SERVICE_LEVEL_OF: z.enum(serviceLevelFormulas, { error: `must be ${serviceLevelFormulas.join(' or ')}` }).default('offered'),
    SHORT_ABANDON_SECONDS: seconds(5, 0, 60),
    DISPOSITION_REQUIRED: onOff(false),
    STOP_LIMIT_SECONDS: seconds(60, 0, 3600),
    FALLBACK_AFTER_SECONDS: seconds(15, 5, 300),
    JOURNAL_LIMIT_MB: megabytes(1024, 8),
    RECORDING_RESERVE_MB: megabytes(512, 1),
    RECORDING_ORIGINAL_DAYS: days(7),
    RECORDING_RETENTION_DAYS: days(0).refine((value) => value === 0 || value >= 30, 'must be 0 (for ever) or at least 30'),
    OPUSENC: z.string().default('opusenc'),
    SMS_URL: url('http', 'https').optional(),
    SMS_API_KEY: z.string().optional(),
    SMS_SECRET_KEY: z.string().optional(),
    SMS_BRAND: z.string().max(11, 'may have at most 11 characters').default('GL1022'),
    SMS_ACCENTS: onOff(true),
    SMS_SANDBOX: onOff(false),
    SMS_CALLBACK_TOKEN: z
      .string()
      .min(20, 'must have at least 20 characters')
      .regex(/^[\w-]+$/, 'may hold letters, digits, dash and underscore only')
      .optional(),
    PUBLIC_URL: url('http', 'https').optional(),
    SMTP_URL: url('smtp', 'smtps').optional(),
    MAIL_FROM: z.string().default('Tổng đài 1022 Gia Lai <1022@localhost>'),
    QUIET_HOURS: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must look like 21:00-07:00')
      .default('21:00-07:00'),
    ADMIN_PHONE: z
      .string()
      .regex(/^(0|\+84)\d{9}$/, 'must be a Vietnamese mobile number')
      .optional(),
  })
  .superRefine((value, check) => {
    const refuse = (name: string, message: string) => check.addIssue({ code: 'custom', path: [name], message })
    if (value.RTP_END < value.RTP_START + 9) refuse('RTP_END', 'must be at least 9 above RTP_START')
    if (Boolean(value.TLS_CERT) !== Boolean(value.TLS_KEY)) refuse(value.TLS_CERT ? 'TLS_KEY' : 'TLS_CERT', 'must be set together with its counterpart')
    if (!value.ROLES.includes('controller') && !value.SESSION_SECRET) refuse('SESSION_SECRET', "must be the controller's, because ROLES leaves it out")
    if (value.ARI_URL && !value.ARI_PASSWORD) refuse('ARI_PASSWORD', 'must be set because ARI_URL is set')
    if (value.ARI_URL && !value.AMI_PASSWORD) refuse('AMI_PASSWORD', 'must be set because ARI_URL is set')
    const isElsewhere = (value.ASTERISK_SERVERS ?? []).some(({ ariUrl }) => ariUrl !== null)
    if (isElsewhere && value.ROLES.includes('controller'))
      for (const name of ['ARI_PASSWORD', 'AMI_PASSWORD'] as const)
        if (!value[name] && !value.ARI_URL) refuse(name, "must be that of all servers, because ASTERISK_SERVERS names some that are not this program's own")
    if (value.ARI_URL && value.ASTERISK_SERVERS?.every(({ ariUrl }) => ariUrl !== null))
      refuse('ASTERISK_SERVERS', 'names no server for ARI_URL: one entry must have no address')
    if (value.NODE_ENV === 'production' && value.DEMO_DATA) refuse('DEMO_DATA', 'must be off in production')
    if (value.SMS_URL && !(value.SMS_API_KEY && value.SMS_SECRET_KEY)) refuse('SMS_API_KEY', 'must be set with SMS_SECRET_KEY because SMS_URL is set')
    const taken = new Map<number, string>()
    const ports = ['HTTP_PORT', 'SIP_PORT', 'ASTERISK_HTTP_PORT', 'AMI_PORT'] as const
    for (const name of value.TLS_CERT ? ([...ports, 'ASTERISK_HTTPS_PORT'] as const) : ports) {
      const other = taken.get(value[name])
      if (other) refuse(name, `is the same port as ${other}`)
      taken.set(value[name], name)
    }
  })

/** The settings were wrong; the message names each variable and what it must be. */
export class BadSettings extends Error {}

/** What the program was started with: the process's environment, and `.env` for what it leaves out. */
export function readEnvironment(): Environment {
  const file = path.join(projectDir, '.env')
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...process.env } : { ...process.env }
}

/** Checks all settings; throws one BadSettings naming every bad variable. An unset URL ('') means the embedded server. */
export function loadConfig(environment: Environment) {
  // A variable set to nothing counts as unset: that is how docker compose and .env files leave things out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const parsed = settings.safeParse(given)
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]))
  const value = parsed.data
  const isProduction = value.NODE_ENV === 'production'
  const tls = value.TLS_CERT && value.TLS_KEY ? { cert: value.TLS_CERT, key: value.TLS_KEY } : null
  // Without TLS a browser gives no microphone outside localhost, so nothing is offered to the network before TLS is set.
  const host = value.HTTP_HOST ?? (tls ? '0.0.0.0' : '127.0.0.1')
  const ami = { host: value.AMI_HOST, port: value.AMI_PORT }
  const servers = serverAddresses(value.ASTERISK_SERVERS ?? null, {
    ariUrl: value.ARI_URL ?? '',
    ami,
    wsUrl: value.PUBLIC_SIP_WS_URL ?? '',
    wsPort: value.ASTERISK_HTTP_PORT,
  })
  return {
    nodeEnv: value.NODE_ENV,
    isProduction,
    logLevel: value.LOG_LEVEL,
    dataDir: value.DATA_DIR,
    runtimeDir: value.RUNTIME_DIR,
    recordingDir: value.RECORDING_DIR ?? path.join(value.DATA_DIR, 'asterisk/spool/recording'),
    attachmentDir: value.ATTACHMENT_DIR ?? path.join(value.DATA_DIR, 'attachments'),
    /** Certificates under which signatures of PDFs are trusted; null: the page says that the issuer is not known. */
    trustedCaDir: value.TRUSTED_CA_DIR ?? null,
    /** Invented people with known passwords are seeded; never in production. */
    demoData: value.DEMO_DATA ?? !isProduction,
    adminPhone: value.ADMIN_PHONE ?? null,
    http: { host, port: value.HTTP_PORT },
    roles: value.ROLES,
    /** Where web processes reach this one while it controls the calls. */
    controllerAddress: value.CONTROLLER_ADDRESS ?? `${tls ? 'https' : 'http'}://127.0.0.1:${value.HTTP_PORT}`,
    tls,
    sessionSecret: value.SESSION_SECRET ?? '',
    /** Holds `history-heads` and `history-signing`: what is signed of the history each night, and with what. */
    historyDir: value.HISTORY_DIR ?? value.DATA_DIR,
    /** Of the history's hashes; '' means: the session secret's. */
    historyKey: value.HISTORY_KEY ?? '',
    databaseUrl: value.DATABASE_URL ?? '',
    redisUrl: value.REDIS_URL ?? '',
    sip: {
      host: value.SIP_HOST,
      port: value.SIP_PORT,
      trunkMatch: value.SIP_TRUNK_MATCH,
      trunkQualify: value.SIP_TRUNK_QUALIFY,
      externalAddress: value.EXTERNAL_ADDRESS ?? '',
    },
    rtp: { start: value.RTP_START, end: value.RTP_END },
    asterisk: {
      httpPort: value.ASTERISK_HTTP_PORT,
      httpsPort: value.ASTERISK_HTTPS_PORT,
      ariUrl: value.ARI_URL ?? '',
      /** Every server of the hotline; one of them may be our own. */
      servers,
      /** The name of the one that is configured or started here. */
      name: value.ASTERISK_NAME ?? servers.find(({ isOwn }) => isOwn)?.id ?? FIRST_SERVER,
      ariUsername: value.ARI_USERNAME,
      ariPassword: value.ARI_PASSWORD ?? '',
      appName: 'hotline',
      /** The dialplan asks who claims a caller, and waits so long (ms) before it serves him itself. */
      broadcast: value.STASIS_BROADCAST,
      claimMs: 1000,
      /** The folder of spoken prompts as Asterisk sees it: played as `sound:<promptsDir>/<name>`. */
      promptsDir: value.PROMPTS_DIR ?? path.join(value.DATA_DIR, 'prompts/vi'),
    },
    /** What speaks a text for an administrator (espeak-ng); null: nothing here. */
    voice: value.VOICE_COMMAND ?? null,
    /** How long calls that are up may go on after the stop was asked for, s. */
    stopLimitSeconds: value.STOP_LIMIT_SECONDS,
    /** How long the platform may be away before the callers who wait are sent to the dialplan's own queue, s. */
    fallbackAfterSeconds: value.FALLBACK_AFTER_SECONDS,
    /** Above this size (bytes) the local journal keeps only the last state of each call. */
    journalLimitBytes: value.JOURNAL_LIMIT_MB * 2 ** 20,
    /** With less room than this (bytes) left for recordings an alarm is raised. */
    recordingReserveBytes: value.RECORDING_RESERVE_MB * 2 ** 20,
    recordings: {
      /** The program that compresses recordings; without it they stay as they are. */
      encoder: value.OPUSENC,
      /** How long the original stays beside the compressed file, days. */
      originalDays: value.RECORDING_ORIGINAL_DAYS,
      /** After how many days a recording is removed that is not held for the law; 0: never. */
      retentionDays: value.RECORDING_RETENTION_DAYS,
    },
    messages: {
      /** Null: no provider; then a demonstration writes into a file and everybody else's messages stay unsent. */
      sms: value.SMS_URL ? { url: value.SMS_URL, apiKey: value.SMS_API_KEY ?? '', secretKey: value.SMS_SECRET_KEY ?? '', sandbox: value.SMS_SANDBOX } : null,
      brand: value.SMS_BRAND,
      accents: value.SMS_ACCENTS,
      callbackToken: value.SMS_CALLBACK_TOKEN ?? null,
      callbackUrl:
        value.SMS_CALLBACK_TOKEN && value.PUBLIC_URL ? `${value.PUBLIC_URL.replace(/\/$/, '')}/api/messages/delivery/${value.SMS_CALLBACK_TOKEN}` : null,
      smtpUrl: value.SMTP_URL ?? null,
      mailFrom: value.MAIL_FROM,
      quietHours: readQuietHours(value.QUIET_HOURS),
      /** Where messages go in a demonstration without a provider. */
      fileSink: (value.DEMO_DATA ?? !isProduction) ? path.join(value.DATA_DIR, 'outbox') : null,
    },
    ami: { ...ami, username: value.AMI_USERNAME, password: value.AMI_PASSWORD ?? '' },
    softphone: { stunUrl: value.STUN_URL ?? '' },
    hotline: {
      numbers: value.HOTLINE_NUMBERS,
      greeting: value.GREETING,
      /** Callers may leave a message when the hotline is closed, or nobody has been on duty for so long, s. */
      voicemail: value.VOICEMAIL,
      nobodySeconds: value.NOBODY_SECONDS,
      /** Callers are asked to rate their operator after the talk. */
      rating: value.RATING,
      dispositionRequired: value.DISPOSITION_REQUIRED,
      hours: value.HOTLINE_HOURS,
      closedDays: value.HOTLINE_CLOSED_DAYS,
      /** Set by hand: then they hold instead of the administrator's calendar. */
      hoursAreSet: 'HOTLINE_HOURS' in given || 'HOTLINE_CLOSED_DAYS' in given,
      ringSeconds: value.RING_SECONDS,
      wrapupSeconds: value.WRAPUP_SECONDS,
      /** What of the hotline's settings is set by hand: it holds instead of the administrator's. */
      fixed: {
        ...('GREETING' in given ? { greeting: value.GREETING } : {}),
        ...('RATING' in given ? { rating: value.RATING } : {}),
        ...('VOICEMAIL' in given ? { voicemail: value.VOICEMAIL } : {}),
        ...('NOBODY_SECONDS' in given ? { nobodySeconds: value.NOBODY_SECONDS } : {}),
        ...('RING_SECONDS' in given ? { ringSeconds: value.RING_SECONDS } : {}),
        ...('WRAPUP_SECONDS' in given ? { wrapupSeconds: value.WRAPUP_SECONDS } : {}),
      },
    },
    /** The choices that decide the figures of the calls. */
    figures: { targetSeconds: value.SERVICE_LEVEL_SECONDS, formula: value.SERVICE_LEVEL_OF, shortAbandonSeconds: value.SHORT_ABANDON_SECONDS },
  }
}

/** A program's name, or as the launcher hands it on a JSON list of the program and its first arguments. */
function readCommand(text: string, check: z.RefinementCtx): { command: string; args: string[] } {
  const words = z
    .array(z.string())
    .min(1)
    .safeParse(text.startsWith('[') ? tryJson(text) : [text.trim()])
  const [command = '', ...args] = words.data ?? []
  if (!words.success) check.addIssue({ code: 'custom', message: 'must be the name of a program, e.g. espeak-ng' })
  return { command, args }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `21:00-07:00` as minutes of the day. */
function readQuietHours(text: string): { from: number; to: number } {
  const [from = 0, to = 0] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
  return { from, to }
}

export type Config = ReturnType<typeof loadConfig>

/** The platform's own settings: as loadConfig, but every server must be named, for by now the launcher has started them. */
export function loadPlatformConfig(environment: Environment): Config {
  const config = loadConfig(environment)
  const needed: [string, string][] = [
    ['DATABASE_URL', config.databaseUrl],
    ['REDIS_URL', config.redisUrl],
    ...(config.roles.includes('controller') && config.asterisk.servers.some(({ isOwn }) => isOwn)
      ? [['ARI_URL', config.asterisk.ariUrl] as [string, string]]
      : []),
    ['SESSION_SECRET', config.sessionSecret],
  ]
  const missing = needed.filter(([, value]) => value === '')
  if (missing.length > 0) throw refusal(missing.map(([name]) => [name, 'must be set (npm start sets it by itself)']))
  return config
}

function refusal(problems: [name: string, message: string][]): BadSettings {
  return new BadSettings(`Settings refused:\n${problems.map(([name, message]) => `  ${name} ${message}`).join('\n')}`)
}

function fromProject(value: string): string {
  return path.resolve(projectDir, value)
}

/** Reads `always` or stretches like `mon-fri 07:00-23:00; sat 08:00-12:00`. */
function parseOpeningHours(text: string, check: z.RefinementCtx): OpeningHours {
  if (text.trim().toLowerCase() === 'always') return { text: 'always', always: true, spans: [] }
  const spans: OpeningSpan[] = []
  for (const part of text.toLowerCase().split(';')) {
    const [, first, last, from, to] = /^\s*([a-z]{3})(?:-([a-z]{3}))?\s+(\d\d:\d\d)-(\d\d:\d\d)\s*$/.exec(part) ?? []
    const start = weekdays.indexOf(first ?? '')
    const end = weekdays.indexOf(last ?? first ?? '')
    const fromMinute = minuteOfDay(from ?? '')
    const toMinute = minuteOfDay(to ?? '')
    if (start < 0 || end < start || fromMinute === null || toMinute === null || toMinute <= fromMinute) {
      check.addIssue({ code: 'custom', message: 'must be "always" or look like "mon-fri 07:00-23:00; sat 08:00-12:00"' })
      return z.NEVER
    }
    spans.push({ weekdays: weekdays.slice(start, end + 1).map((_, index) => start + index + 1), fromMinute, toMinute })
  }
  return { text, always: false, spans }
}

function minuteOfDay(text: string): number | null {
  const [hour = Number.NaN, minute = Number.NaN] = text.split(':').map(Number)
  const total = hour * 60 + minute
  return minute < 60 && total <= 24 * 60 ? total : null
}
