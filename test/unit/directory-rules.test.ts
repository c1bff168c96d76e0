// Rules of the directory and the edge that need no server: throttle, roles, cookie, log redaction, openapi.
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../src/contract/endpoints.ts'
import { roles } from '../../src/contract/values.ts'
import { capabilityFor } from '../../src/directory/role-rules.ts'
import { afterFailure, createSignInThrottle } from '../../src/directory/sign-in-throttle.ts'
import { describeApi } from '../../src/platform/http/openapi.ts'
import { isSameOrigin } from '../../src/platform/http/security.ts'
import { sessionIdFromHeader, sessionIdOf } from '../../src/platform/http/session-cookie.ts'
import { redact, redactText } from '../../src/platform/logging/redact.ts'

describe('the throttle of an account', () => {
  it('lets four tries pass, then waits longer each time, a minute at most', () => {
    let attempts = afterFailure(undefined, 0)
    const waits = [attempts.waitUntil]
    for (let more = 0; more < 12; more += 1) {
      const now = attempts.waitUntil
      attempts = afterFailure(attempts, now)
      waits.push(attempts.waitUntil - now)
    }
    expect(waits).toEqual([0, 0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })
  it('forgets after half an hour', () => {
    expect(afterFailure({ failures: 20, waitUntil: 0 }, 31 * 60_000)).toEqual({ failures: 1, waitUntil: 31 * 60_000 })
  })
  it('counts tries that are still under way, and starts anew after the right password', () => {
    const throttle = createSignInThrottle(() => 1000)
    expect([1, 2, 3, 4, 5].map(() => throttle.begin('a'))).toEqual([0, 0, 0, 0, 0])
    expect(throttle.begin('a')).toBe(1000)
    expect(throttle.begin('b')).toBe(0)
    throttle.succeeded('a')
    expect(throttle.begin('a')).toBe(0)
  })
})

it('every role that stands for the service needs a unit with that capability', () => {
  expect(Object.fromEntries(roles.map((role) => [role, capabilityFor(role)]))).toEqual({
    operator: 'operator',
    supervisor: 'operator',
    administrator: 'operator',
    'focal-point': null,
    'unit-head': null,
    'provincial-office': 'province-office',
    overseer: 'overseer',
  })
})

describe('the session cookie of a handshake', () => {
  const secret = 'secret'
  const signed = (value: string, key = secret) => `s:${value}.${createHmac('sha256', key).update(value).digest('base64').replace(/=+$/, '')}`
  it.each([
    ['plain', `hotline.sid=${signed('abc')}`, true],
    ['encoded, among others', `a=1; hotline.sid=${encodeURIComponent(signed('abc'))}; b=2`, true],
    ['signed by somebody else', `hotline.sid=${signed('abc', 'other')}`, false],
    ['unsigned', 'hotline.sid=abc', false],
    ['another name', `x.hotline.sid=${signed('abc')}`, false],
    ['bad encoding', 'hotline.sid=%E0%A4%A', false],
    ['none', undefined, false],
  ])('%s', (_case, header, known) => expect(sessionIdFromHeader(header, secret)).toBe(known ? sessionIdOf('abc') : null))
})

it('same origin means the very host the request was sent to', () => {
  expect(isSameOrigin('http://localhost:8080', 'localhost:8080')).toBe(true)
  expect(isSameOrigin(undefined, 'localhost:8080')).toBe(true)
  for (const foreign of ['http://evil.example', 'http://localhost:8081', 'null', '', 'http://localhost:8080.evil.example'])
    expect(isSameOrigin(foreign, 'localhost:8080')).toBe(false)
})

describe('the log', () => {
  it('shows no telephone number and keeps ids', () => {
    for (const number of ['0900000014', '0900 000 014', '0900.000.014', '+84900000014', '84900000014', '02693824404'])
      expect(redactText(`call of ${number} ended`)).toBe('call of [phone] ended')
    const id = '0190f7a0-1234-7abc-8def-012345678901'
    expect(redactText(`call ${id} on 1764000000.12, GL26-000014`)).toBe(`call ${id} on 1764000000.12, GL26-000014`)
  })
  it('blanks personal fields at any depth, errors included', () => {
    const clean = JSON.stringify(
      redact({ callId: 'c1', form: { reporterName: 'An', reporterPhone: '0900000014' }, error: new Error('no route to 0900000014') }),
    )
    expect(clean).toContain('c1')
    expect(clean).not.toMatch(/An"|0900/)
  })
})

it('the API description has every endpoint with its access', () => {
  const { paths } = describeApi() as { paths: Record<string, Record<string, { operationId: string; security: unknown[] }>> }
  const described = Object.values(paths).flatMap((path) => Object.values(path))
  expect(described.map((one) => one.operationId).sort()).toEqual(Object.keys(endpoints).sort())
  for (const one of described) expect(one.security.length).toBe(endpoints[one.operationId as keyof typeof endpoints].access === 'public' ? 0 : 1)
})
