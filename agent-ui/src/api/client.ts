// The typed HTTP client, made from the contract's list of endpoints; the session is a cookie.
import {
  type BodyInput,
  type Endpoint,
  type EndpointName,
  endpoints,
  type ParamsOf,
  type QueryInput,
  type ResponseOf,
} from '../../../src/contract/endpoints.ts'
import { Problem } from '../../../src/contract/errors.ts'
import { i18n } from '../i18n/index.ts'
import { unmarkedWords } from './unmarked-words.ts'

/** A refusal by the server, or `offline` when no answer came. */
export class ApiError extends Error {
  readonly code: Problem['code'] | 'offline'
  readonly fields: Record<string, string>
  constructor(code: Problem['code'] | 'offline', message: string, fields: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.fields = fields
  }
}

interface Input<N extends EndpointName> {
  params?: ParamsOf<N>
  query?: QueryInput<N>
  body?: BodyInput<N>
  /** The whole body, for endpoints that take a file. */
  file?: Blob
  signal?: AbortSignal
  /** Lets the request outlive the page, for the last save before it closes. */
  keepalive?: boolean
}

const requestTimeoutMs = 10_000
/** A file of 5 MB over a slow line, and thousands of rows to write. */
const fileTimeoutMs = 120_000
let onSignedOut: () => void = () => undefined

/** Called whenever the server says that the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

function urlOf(endpoint: Endpoint, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

async function problemOf(response: Response): Promise<ApiError> {
  const parsed = Problem.safeParse(await response.json().catch(() => null))
  if (!parsed.success) return new ApiError('unavailable', i18n.t('error.noAnswer'))
  return new ApiError(parsed.data.code, parsed.data.message, parsed.data.fields)
}

/** Calls one endpoint of the contract; throws ApiError. */
export async function api<N extends EndpointName>(name: N, input: Input<N> = {}): Promise<ResponseOf<N>> {
  const endpoint: Endpoint = endpoints[name]
  const timeout = AbortSignal.timeout(input.file ? fileTimeoutMs : requestTimeoutMs)
  const init: RequestInit = {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
    signal: input.signal ? AbortSignal.any([input.signal, timeout]) : timeout,
    keepalive: input.keepalive ?? false,
  }
  if (input.body !== undefined) {
    init.headers = { ...init.headers, 'content-type': 'application/json' }
    init.body = JSON.stringify(input.body)
  }
  if (input.file) {
    init.headers = { ...init.headers, 'content-type': 'application/octet-stream' }
    init.body = input.file
  }
  let response: Response
  try {
    response = await fetch(urlOf(endpoint, input.params, input.query), init)
  } catch (error) {
    if (input.signal?.aborted) throw error
    throw new ApiError('offline', i18n.t('error.noAnswer'))
  }
  if (!response.ok) {
    const problem = await problemOf(response)
    if (problem.code === 'not-signed-in') onSignedOut()
    throw problem
  }
  const text = response.status === 204 ? '' : await response.text()
  try {
    return (text ? JSON.parse(text) : undefined) as ResponseOf<N>
  } catch {
    // A proxy's own page in the server's place.
    throw new ApiError('unavailable', i18n.t('error.noAnswer'))
  }
}

/** The sentence to show for whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : i18n.t('error.unknown')
}

/** What to say of an error where only some fields have a box to be marked: the sentences of the others; null when each is marked. */
export function wordsOf(error: unknown, isMarked: (field: string) => boolean): string | null
export function wordsOf(error: unknown): string
export function wordsOf(error: unknown, isMarked: (field: string) => boolean = () => false): string | null {
  return error instanceof ApiError && error.code === 'invalid-input' ? unmarkedWords(error.message, error.fields, isMarked) : messageOf(error)
}
