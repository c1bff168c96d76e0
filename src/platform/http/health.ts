// Is the system fit for work? Each component registers its own check; a check that does not answer in time has failed.
import type { Logger } from '../logging/logger.ts'
import { TimeLimitPassed, withinTime } from './time-limit.ts'

export interface HealthCheck {
  /** Without a vital component the platform cannot do its work: ready answers 503. */
  vital: boolean
  /** False or a rejection: the component does not work. */
  check: () => Promise<boolean>
}

export interface ComponentHealth {
  ok: boolean
  vital: boolean
  ms: number
  detail?: string
}
export interface HealthReport {
  ok: boolean
  components: Record<string, ComponentHealth>
}

export interface HealthRegistry {
  add(name: string, check: HealthCheck): void
  report(): Promise<HealthReport>
}

const timeLimitMs = 1_500

/** Collects the checks of all components. */
export function createHealthRegistry(logger: Logger): HealthRegistry {
  const checks = new Map<string, HealthCheck>()
  const log = logger.child({ room: 'health' })

  async function ask(name: string, { vital, check }: HealthCheck): Promise<ComponentHealth> {
    const began = performance.now()
    const took = () => Math.round(performance.now() - began)
    try {
      const ok = await withinTime(Promise.resolve().then(check), timeLimitMs, name)
      return { ok, vital, ms: took(), ...(ok ? {} : { detail: 'failed' }) }
    } catch (error) {
      log.warn('component is not healthy', { component: name, error })
      // The reason stays in the log: the page is public and must not tell addresses or accounts.
      return { ok: false, vital, ms: took(), detail: error instanceof TimeLimitPassed ? 'no answer' : 'failed' }
    }
  }

  return {
    add: (name, check) => void checks.set(name, check),
    async report() {
      const results = await Promise.all([...checks].map(async ([name, check]) => [name, await ask(name, check)] as const))
      return { ok: results.every(([, health]) => health.ok || !health.vital), components: Object.fromEntries(results) }
    },
  }
}
