// The chain's rules, with a hash that anybody can compute: what is hashed, and what is told of rows that do not fit.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { asKept, type ChainedRow, canonical, checkChain, NO_HASH } from '../../src/tickets/history-chain-rules.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const row = (seq: number, more: Partial<ChainedRow> = {}): ChainedRow => ({
  ticketId: '00000000-0000-8000-8000-000000000001',
  seq,
  at: Date.UTC(2026, 10, 18, 2, 0, seq),
  actorId: null,
  actor: 'Hệ thống',
  action: 'commented',
  field: null,
  oldValue: null,
  newValue: `Ý kiến ${seq}`,
  actId: null,
  ...more,
})

/** Rows 1 to n with right hashes, and where they end. */
function chain(length: number) {
  const rows: { row: ChainedRow; hash: string }[] = []
  for (let seq = 1; seq <= length; seq += 1) rows.push({ row: row(seq), hash: hash(canonical(row(seq), rows.at(-1)?.hash ?? NO_HASH)) })
  return { rows, head: { seq: length, hash: rows.at(-1)?.hash ?? NO_HASH } }
}
const { rows, head } = chain(6)
const without = (...seqs: number[]) => rows.filter((one) => !seqs.includes(one.row.seq))
const with3 = (more: Partial<ChainedRow>) => rows.map((one) => (one.row.seq === 3 ? { ...one, row: { ...one.row, ...more } } : one))

describe('what is hashed', () => {
  it('is every column, in one order, each apart from its neighbour', () => {
    expect(canonical(row(2, { field: 'title', oldValue: 'a"b', newValue: null }), 'ff')).toBe(
      '["1","00000000-0000-8000-8000-000000000001",2,"ff",1794967202000,null,"Hệ thống","commented","title","a\\"b",null,null]',
    )
    expect(canonical(row(1, { oldValue: 'ab', newValue: 'c' }), '')).not.toBe(canonical(row(1, { oldValue: 'a', newValue: 'bc' }), ''))
    // Nothing and an empty text are not the same.
    expect(canonical(row(1, { oldValue: null }), '')).not.toBe(canonical(row(1, { oldValue: '' }), ''))
  })

  it('is what a database keeps of it', () => {
    const kept = asKept(row(1, { actId: 'ABCDEF00-0000-8000-8000-000000000001', newValue: 'a\ud83d\u0000b', oldValue: null }))
    expect(kept).toEqual(row(1, { actId: 'abcdef00-0000-8000-8000-000000000001', newValue: 'a\ufffdb' }))
    expect(asKept(kept)).toEqual(kept)
    expect(asKept(row(2, { newValue: 'Gửi 👍 lúc 8 giờ' }))).toEqual(row(2, { newValue: 'Gửi 👍 lúc 8 giờ' }))
  })

  it('tells a change of any column', () => {
    const id = '00000000-0000-8000-8000-000000000009'
    const changes: Partial<ChainedRow>[] = [
      { ticketId: id },
      { at: 0 },
      { actorId: id },
      { actor: 'x' },
      { action: 'x' },
      { field: 'x' },
      { oldValue: 'x' },
      { newValue: 'x' },
      { actId: id },
    ]
    for (const change of changes) expect(checkChain(with3(change), head, hash), JSON.stringify(change)).toEqual([{ kind: 'changed', seq: 3 }])
  })
})

describe('a chain', () => {
  it('that is whole has no fault, nor has one not begun', () => {
    expect(checkChain(rows, head, hash)).toEqual([])
    expect(checkChain([], null, hash)).toEqual([])
  })

  it('tells rows gone at the beginning, in the middle, at the end, and all of them', () => {
    expect(checkChain(without(1), head, hash)).toEqual([{ kind: 'missing', seq: 1, to: 1 }])
    expect(checkChain(without(3, 4), head, hash)).toEqual([{ kind: 'missing', seq: 3, to: 4 }])
    expect(checkChain(without(5, 6), head, hash)).toEqual([{ kind: 'missing', seq: 5, to: 6 }])
    expect(checkChain([], head, hash)).toEqual([{ kind: 'missing', seq: 1, to: 6 }])
  })

  it('tells all faults, not only the first', () => {
    const several = without(2).map((one) => (one.row.seq === 5 ? { ...one, row: { ...one.row, actor: 'x' } } : one))
    expect(checkChain(several, { ...head, hash: hash('x') }, hash)).toEqual([
      { kind: 'missing', seq: 2, to: 2 },
      { kind: 'changed', seq: 5 },
      { kind: 'head', seq: 6 },
    ])
  })

  it('tells two rows that changed places, one number twice, and rows moved up over a gap', () => {
    const swapped = with3({ newValue: 'Ý kiến 4' }).map((one) => (one.row.seq === 4 ? { ...one, row: { ...one.row, newValue: 'Ý kiến 3' } } : one))
    expect(checkChain(swapped, head, hash)).toEqual([
      { kind: 'changed', seq: 3 },
      { kind: 'changed', seq: 4 },
    ])
    const doubled = rows.flatMap((one) => (one.row.seq === 3 ? [one, { ...one, row: { ...one.row, newValue: 'x' } }] : [one]))
    expect(checkChain(doubled, head, hash)).toEqual([{ kind: 'inserted', seq: 3 }])
    const closed = without(3).map((one) => (one.row.seq > 3 ? { ...one, row: { ...one.row, seq: one.row.seq - 1 } } : one))
    expect(checkChain(closed, { ...head, seq: 5 }, hash).map(({ kind, seq }) => [kind, seq])).toEqual([
      ['changed', 3],
      ['changed', 4],
      ['changed', 5],
    ])
  })

  it('tells an end that is not kept, is behind, or is another one', () => {
    expect(checkChain(rows, null, hash)).toEqual([{ kind: 'head', seq: 6 }])
    expect(checkChain(rows, { seq: 5, hash: rows[4]?.hash ?? '' }, hash)).toEqual([{ kind: 'head', seq: 5 }])
    expect(checkChain(rows, { ...head, hash: hash('x') }, hash)).toEqual([{ kind: 'head', seq: 6 }])
  })
})
