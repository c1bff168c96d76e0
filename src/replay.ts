// npm run replay -- <call id> [--numbers]: tells a call as a story and decides it again; without an id, the last calls.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { joinSteps, journaledCalls, journaledFacts, storedCall, storedCalls } from './calls/replay.ts'
import { callLine, namesOf, tellCall } from './calls/story-rules.ts'
import { BadSettings, loadConfig, readEnvironment } from './config.ts'
import { runningPostgresUrl } from './launcher/postgres.ts'
import { createDatabase, type Database } from './platform/database/client.ts'
import { silentLogger } from './platform/logging/logger.ts'

const listed = 20
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Gives the exit code: 1 where the call is not known, or would be decided otherwise today. */
async function replay(callId: string | undefined, showNumbers: boolean): Promise<number> {
  const config = loadConfig(readEnvironment())
  const journaled = journaledCalls(path.join(config.dataDir, 'journal'))
  const url = config.databaseUrl || runningPostgresUrl(config.dataDir)
  const db = url ? createDatabase({ url, logger: silentLogger, poolSize: 1 }) : null
  let databaseAnswers = db !== null
  const ask = async <T>(work: (db: Database) => Promise<T>, otherwise: T): Promise<T> => {
    if (!db || !databaseAnswers) return otherwise
    try {
      return await work(db)
    } catch {
      databaseAnswers = false
      return otherwise
    }
  }
  try {
    const known = await ask((base) => base.person.findMany({ select: { id: true, name: true } }), [])
    const people = new Map(known.map(({ id, name }) => [id, name]))
    const warn = () => {
      if (!databaseAnswers) say('Cơ sở dữ liệu không trả lời: chỉ kể những gì nhật ký trên máy này còn giữ.\n')
    }
    if (!callId) {
      const stored = await ask((base) => storedCalls(base, listed), [])
      warn()
      const all = new Map([...stored, ...journaledFacts(journaled)].map((facts) => [facts.callId, facts]))
      const newest = [...all.values()].sort((a, b) => b.arrivedAt - a.arrivedAt).slice(0, listed)
      say(newest.length === 0 ? 'Chưa có cuộc gọi nào.' : `${newest.length} cuộc gọi gần nhất (kể một cuộc: npm run replay -- <mã cuộc gọi>):`)
      for (const facts of newest) say(callLine(facts, namesOf({ people, showNumbers })))
      return 0
    }
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(callId)
    const stored = isId ? await ask((base) => storedCall(base, callId), { facts: null, steps: [] }) : { facts: null, steps: [] }
    const steps = joinSteps(journaled.get(callId) ?? [], stored.steps)
    warn()
    if (steps.length === 0 && !stored.facts) {
      process.stderr.write(`Không có cuộc gọi ${callId}. Chạy npm run replay để xem những cuộc gọi gần nhất.\n`)
      return 1
    }
    const { lines, holds } = tellCall({ callId, facts: stored.facts, steps, people, showNumbers })
    for (const line of lines) say(line)
    return holds ? 0 : 1
  } finally {
    await db?.$disconnect()
  }
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { numbers: { type: 'boolean', default: false } } })
  process.exitCode = await replay(positionals[0]?.toLowerCase(), values.numbers)
} catch (error) {
  process.stderr.write(`${error instanceof BadSettings ? error.message : (error as Error).message}\n`)
  process.exitCode = 1
}
