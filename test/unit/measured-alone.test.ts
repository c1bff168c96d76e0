import { describe, expect, test } from 'vitest'
import { measuredAlone } from '../../setup/measured-alone.mjs'

interface Report {
  files: { name: string; passed: number; failures: string[] }[]
  errors: string[]
}

const file = (name: string, ...failures: string[]) => ({ name, passed: 3 - failures.length, failures })
const report = (files: Report['files'], errors: string[] = []): Report => ({ files, errors })

/** Answers with these reports, one after the other, and remembers for which files. */
function runs(...answers: Report[]) {
  const asked: string[] = []
  const run = async (name: string) => {
    asked.push(name)
    return answers.shift() ?? report([])
  }
  return { asked, run }
}

describe('files that failed beside the other tests', () => {
  test('are measured alone, the others are not', async () => {
    const { asked, run } = runs(report([file('b')]))
    const done = await measuredAlone(report([file('a'), file('b', 'too late')]), run)
    expect(asked).toEqual(['b'])
    expect(done.report).toEqual(report([file('a'), file('b')]))
    expect(done.said).toEqual(['b beside the others: too late', 'b passed only alone'])
  })

  test('count as failed when they fail alone twice, and every failure is told', async () => {
    const { asked, run } = runs(report([file('b', 'wrong')]), report([file('b', 'wrong again')]))
    const done = await measuredAlone(report([file('b', 'too late')]), run)
    expect(asked).toEqual(['b', 'b'])
    expect(done.report).toEqual(report([file('b', 'wrong again')]))
    expect(done.said).toEqual(['b beside the others: too late', 'b alone: wrong'])
  })

  test('keep their failure when the run alone leaves no report of them', async () => {
    const { asked, run } = runs(report([], ['vitest left no report']))
    const done = await measuredAlone(report([file('b', 'too late')]), run)
    expect(asked).toEqual(['b'])
    expect(done.report).toEqual(report([file('b', 'too late')], ['vitest left no report']))
    expect(done.said).toEqual([])
  })

  test('do not take an error of the run with them when they pass alone', async () => {
    const { run } = runs(report([file('b')], ['alone: not caught']))
    const done = await measuredAlone(report([file('b', 'too late')], ['not caught']), run)
    expect(done.report.errors).toEqual(['not caught', 'alone: not caught'])
  })
})

test('an error that belongs to no file stays when every test passed', async () => {
  const { asked, run } = runs()
  const done = await measuredAlone(report([file('a')], ['not caught']), run)
  expect(asked).toEqual([])
  expect(done).toEqual({ report: report([file('a')], ['not caught']), said: [] })
})
