// npm run bench [-- scenario ...]: measures the whole system and tells the figures as JSON lines. Ends by itself, leaves nothing.
import { board } from './scenarios/board.ts'
import { deadlines } from './scenarios/deadlines.ts'
import { dispatchAndPop } from './scenarios/dispatch.ts'
import { afterTwoThousand } from './scenarios/endurance.ts'
import { escalations } from './scenarios/escalations.ts'
import { journalAndReducer } from './scenarios/journal.ts'
import { million } from './scenarios/million.ts'
import { recordedTwoHundred } from './scenarios/recorded.ts'
import { routing } from './scenarios/routing.ts'
import { type Bench, startBench } from './system.ts'

const known = ['deadlines', 'routing', 'escalations', 'million', 'board', 'dispatch', 'pop', 'recorded-200', 'after-2000', 'journal'] as const
const RUNS = 3
const asked = process.argv.slice(2)
for (const name of asked) {
  if ((known as readonly string[]).includes(name)) continue
  process.stderr.write(`There is no scenario ${name}. There are: ${known.join(', ')}\n`)
  process.exit(2)
}
const wanted = (name: (typeof known)[number]): boolean => asked.length === 0 || asked.includes(name)

let running: Promise<Bench> | undefined

/** A fresh system for each, so that none inherits the others' calls. */
async function measured(work: (bench: Bench) => Promise<void>): Promise<void> {
  running = startBench()
  const bench = await running
  try {
    await work(bench)
  } finally {
    running = undefined
    await bench.stop()
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    // What is being started is waited for: half a start could not be taken down.
    await running?.then((bench) => bench.stop()).catch(() => undefined)
    process.exit(1)
  })

// Pure arithmetic, before any server takes the processors.
if (wanted('deadlines')) deadlines()
if (wanted('routing')) routing()
// The database and the process of the jobs alone, without telephones.
if (wanted('escalations')) await escalations()
if (wanted('million')) await million()
// Everything but Asterisk.
if (wanted('board')) await board()

if (wanted('dispatch') || wanted('pop'))
  await measured((bench) => dispatchAndPop(bench, { runs: RUNS, calls: 400, dispatch: wanted('dispatch'), pop: wanted('pop') }))
if (wanted('recorded-200')) await measured((bench) => recordedTwoHundred(bench, RUNS))
if (wanted('after-2000')) await measured(afterTwoThousand)
if (wanted('journal')) journalAndReducer(RUNS)
