// Who may command: the lease as one controller sees it, through pauses, outages and losses.
import { describe, expect, it } from 'vitest'
import { type LeaseNews, type LeaseView, leaseStep, mayAct, PAUSE_MS, standby } from '../../src/calls/lease-rules.ts'

const heard = (...news: [LeaseNews, number][]): LeaseView => news.reduce((view, [what, at]) => leaseStep(view, what, at), standby)

describe('a controller', () => {
  it('commands nothing before it has the lease, and does from then on', () => {
    expect(mayAct(standby, 0)).toBe(false)
    expect(mayAct(heard(['renewed', 5], ['database-away', 6]), 7)).toBe(false)
    expect(mayAct(heard(['acquired', 1000]), 1500)).toBe(true)
  })
  it('goes on while the database is away, however long', () => {
    const away = Array.from({ length: 60 }, (_, i): [LeaseNews, number] => ['database-away', 2000 + i * 2000])
    expect(mayAct(heard(['acquired', 1000], ...away), 121_000)).toBe(true)
  })
  it('says nothing after a pause until the lease is confirmed', () => {
    const held = heard(['acquired', 1000])
    const woken = 1000 + PAUSE_MS + 5000
    expect(mayAct(held, woken)).toBe(false)
    expect(mayAct(leaseStep(held, 'renewed', woken), woken)).toBe(true)
  })
  it('does not take a silent database for a confirmation after a pause', () => {
    const held = heard(['acquired', 1000])
    expect(mayAct(leaseStep(held, 'database-away', 20_000), 20_000)).toBe(false)
    expect(mayAct(leaseStep(leaseStep(held, 'database-away', 20_000), 'renewed', 21_000), 21_000)).toBe(true)
  })
  it('goes on after a pause when the database stays away and nobody has taken Asterisk in the time of a takeover', () => {
    const looks = (from: number, count: number) => Array.from({ length: count }, (_, i): [LeaseNews, number] => ['database-away', from + i * 1800])
    const awake = heard(['acquired', 1000], ...looks(20_000, 4))
    expect(mayAct(awake, 25_500)).toBe(true)
    expect(mayAct(heard(['acquired', 1000], ...looks(20_000, 3)), 24_000)).toBe(false)
    // Paused once more in between: the time begins anew.
    expect(mayAct(heard(['acquired', 1000], ...looks(20_000, 3), ...looks(40_000, 1)), 40_000)).toBe(false)
    expect(mayAct(heard(['acquired', 1000], ...looks(20_000, 2), ['lost', 22_000], ...looks(22_500, 4)), 28_000)).toBe(false)
  })
  it.each(['acquired', 'renewed', 'database-away'] as const)('that lost it never commands again: %s', (news) => {
    const fenced = heard(['acquired', 1000], ['lost', 2000])
    expect(fenced.kind).toBe('fenced')
    expect(leaseStep(fenced, news, 2500)).toBe(fenced)
    expect(mayAct(fenced, 2500)).toBe(false)
  })
  it('that gave it up commands nothing more', () => {
    expect(mayAct(heard(['acquired', 1000], ['released', 1500]), 1600)).toBe(false)
  })
})
