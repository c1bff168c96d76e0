// All tests: the pure ones run side by side; those on real servers one file at a time, for they share two processors, but for what mostly waits.
// npm test runs three streams beside each other: what measures sound to the tenth of a second, what mostly waits, and the rest (setup/test.mjs).
// What takes much longer than a test run may (test/long) has its own command: npm run test:long.
import { defineConfig } from 'vitest/config'

const onServers = ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/sip/**/*.test.ts', 'test/launcher/**/*.test.ts', 'test/faults/**/*.test.ts']

/** On real servers too, but a busy processor only makes them slower. */
const quiet = [
  'test/launcher/lock.test.ts',
  'test/e2e/{accessibility,calendars,callbacks,crowd,petitions,scoring}.test.ts',
  'test/integration/{access,accounts,ami,ari,attachments,calendars,callbacks,database,desk-lines,desk-targets,directory-admin,fallback-writer,figures,history-chain,hotline-settings,journal-refusals,journal-writer,line,messages,pages,recording-ledger,scoring,search-archive,secrets,simulated-year,sip-watch,slip-notices,slips,succession,tickets-editing,tickets-reading,tickets-saving,units-due}.test.ts',
]

/** Lived through in real time, most of it waiting: two files at once take little from those at the front. */
const patient = [
  'test/integration/{alarms,callback-place,caller-text,fallback,fallback-return,line-quality,menu,message,missed-calls,rating,replay,rescue,several-servers,skills,waiting,web-and-controller-apart}.test.ts',
  'test/faults/{dead-air,escalation,recordings-full,soak}.test.ts',
  'test/launcher/{instance,managed-process,standby}.test.ts',
  'test/e2e/{caller-side,controller-away,faults,hotline,line-quality,rescue,server-away,wrap-up}.test.ts',
]
const long = ['test/long/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts', 'agent-ui/**/*.test.{ts,tsx}'], exclude: [...onServers, ...long] } },
      { test: { name: 'quiet', include: quiet, fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 } },
      { test: { name: 'servers', include: onServers, exclude: [...quiet, ...patient], fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 } },
      { test: { name: 'patient', include: patient, fileParallelism: true, maxWorkers: 2, testTimeout: 60_000, hookTimeout: 120_000 } },
      ...(process.env['TEST_LONG'] ? [{ test: { name: 'long', include: long, fileParallelism: false, hookTimeout: 120_000 } }] : []),
    ],
  },
})
