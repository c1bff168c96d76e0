// Slows down guessing from one address. Counted in Redis so that all processes count together; in memory while it is away.
import type { RequestHandler } from 'express'
import { type IncrementResponse, MemoryStore, type Options, rateLimit, type Store } from 'express-rate-limit'
import { type RedisReply, RedisStore } from 'rate-limit-redis'
import type { EndpointName } from '../../contract/endpoints.ts'
import type { Logger } from '../logging/logger.ts'
import type { Redis } from '../redis/client.ts'
import { sendProblem } from './problems.ts'

const windowMs = 60_000
// A whole office sits behind one address at the change of shifts; the account's own throttle is the sharper one.
const signInsPerWindow = 60
const invitationsPerWindow = 30

/** The limits of what anyone may call, by endpoint. */
export function createPublicLimits(redis: Redis, logger: Logger): Partial<Record<EndpointName, RequestHandler>> {
  const limit = (name: string, most: number): RequestHandler =>
    rateLimit({
      windowMs,
      limit: most,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      store: new SteadyStore(redis, `limit:${name}:`, logger),
      // Were even the memory store to fail, people must still get in.
      passOnStoreError: true,
      handler: (_req, res) => sendProblem(res, { code: 'too-many-requests', message: 'Quá nhiều lần thử, xin chờ một phút rồi thử lại' }),
    })
  const invitations = limit('invitation', invitationsPerWindow)
  return { signIn: limit('sign-in', signInsPerWindow), invitation: invitations, acceptInvitation: invitations }
}

/** Redis when it answers, this process's memory when it does not. */
class SteadyStore implements Store {
  readonly #memory = new MemoryStore()
  readonly #redis: Redis
  readonly #prefix: string
  readonly #logger: Logger
  #options: Options | undefined
  #shared: RedisStore | undefined

  constructor(redis: Redis, prefix: string, logger: Logger) {
    this.#redis = redis
    this.#prefix = prefix
    this.#logger = logger
  }

  init(options: Options): void {
    this.#options = options
    this.#memory.init(options)
  }

  async increment(key: string): Promise<IncrementResponse> {
    try {
      return await this.#sharedStore().increment(key)
    } catch (error) {
      this.#shared = undefined
      this.#logger.debug('rate limit counted in memory', { error })
      return this.#memory.increment(key)
    }
  }

  async decrement(key: string): Promise<void> {
    await this.#memory.decrement(key)
    await this.#shared?.decrement(key).catch(() => undefined)
  }

  async resetKey(key: string): Promise<void> {
    await this.#memory.resetKey(key)
    await this.#shared?.resetKey(key).catch(() => undefined)
  }

  // Made when Redis is first there: its scripts are loaded by the constructor, whose failure nobody could catch.
  #sharedStore(): RedisStore {
    if (!this.#redis.isReady()) throw new Error('Redis is away')
    if (!this.#shared) {
      this.#shared = new RedisStore({ prefix: this.#prefix, sendCommand: (...args) => this.#redis.send(args) as Promise<RedisReply> })
      this.#shared.incrementScriptSha.catch(() => undefined)
      this.#shared.getScriptSha.catch(() => undefined)
      if (this.#options) this.#shared.init(this.#options)
    }
    return this.#shared
  }
}
