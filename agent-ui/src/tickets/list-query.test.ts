import { describe, expect, it } from 'vitest'
import { choose, queryOf, type SearchValues, sameSearch, searchNames, searchParams } from './list-query.ts'

const none = Object.fromEntries(searchNames.map((name) => [name, ''])) as SearchValues
const query = (text: string) => queryOf(new URLSearchParams(text), 20)

describe('the search of all petitions', () => {
  it('asks for status and progress together', () => {
    const values = choose(choose(none, 'status', 'completed'), 'progress', 'late')
    expect(searchParams(values).toString()).toBe('progress=late&status=completed')
    expect(query('progress=late&status=completed')).toMatchObject({ status: 'completed', progress: 'late' })
  })
  it('takes Trễ hạn among the states as a progress, which no other progress contradicts', () => {
    expect(query('status=late')).toMatchObject({ progress: 'late' })
    expect(query('status=late').status).toBeUndefined()
    expect(query('status=late&progress=on-time').progress).toBe('late')
    expect(choose({ ...none, progress: 'on-time' }, 'status', 'late')).toMatchObject({ status: 'late', progress: '' })
    expect(choose({ ...none, status: 'late' }, 'progress', 'on-time')).toMatchObject({ status: '', progress: 'on-time' })
  })
  it('knows when the same is asked again', () => {
    expect(sameSearch(new URLSearchParams('keyword=a&status='), new URLSearchParams('keyword=a'))).toBe(true)
    expect(sameSearch(new URLSearchParams('status=draft&keyword=a'), new URLSearchParams('keyword=a&status=draft'))).toBe(true)
    expect(sameSearch(new URLSearchParams('keyword=a&page=2'), new URLSearchParams('keyword=a'))).toBe(false)
  })
  it('leaves out what is wrong in the address', () => {
    expect(query('status=nothing')).toMatchObject({ page: 1, pageSize: 20 })
  })
})
