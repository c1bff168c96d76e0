// Is the system fit for work? Each component registers its own check; a check that does not answer in time has failed.
import type { Logger } from '../logging/logger.ts'
import { TimeLimitPassed, withinTime } from './time-limit.ts'

export interface HealthCheck {
  name: string
  /** Without a vital component the platform cannot do its work: ready answers 503. */
  vital: boolean
  /** Resolves when the component works, optionally with a few words; rejects when it does not. */
  check: () => Promise<string | void> | string | void
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
  add(check: HealthCheck): void
  report(): Promise<HealthReport>
}

const timeLimitMs = 1_500

/** Collects the checks of all components. */
export function createHealthRegistry(logger: Logger): HealthRegistry {
  const checks: HealthCheck[] = []
  const log = logger.child({ room: 'health' })

  async function ask({ vital, check, name }: HealthCheck): Promise<ComponentHealth> {
    const began = performance.now()
    const took = () => Math.round(performance.now() - began)
    try {
      const detail = await withinTime(Promise.resolve().then(check), timeLimitMs, name)
      return { ok: true, vital, ms: took(), ...(detail ? { detail } : {}) }
    } catch (error) {
      log.warn('component is not healthy', { component: name, error })
      // The reason stays in the log: the page is public and must not tell addresses or accounts.
      return { ok: false, vital, ms: took(), detail: error instanceof TimeLimitPassed ? 'no answer' : 'failed' }
    }
  }

  return {
    add: (check) => void checks.push(check),
    async report() {
      const results = await Promise.all(checks.map(async (check) => [check.name, await ask(check)] as const))
      return { ok: results.every(([, health]) => health.ok || !health.vital), components: Object.fromEntries(results) }
    },
  }
}
