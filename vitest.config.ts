// All tests: the pure ones run side by side; those on real servers share two processors and run one file at a time.
// What takes much longer than a test run may (test/long) has its own command: npm run test:long.
import { defineConfig } from 'vitest/config'

const onServers = ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/sip/**/*.test.ts', 'test/launcher/**/*.test.ts', 'test/faults/**/*.test.ts']

const long = ['test/long/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts', 'agent-ui/**/*.test.{ts,tsx}'], exclude: [...onServers, ...long] } },
      { test: { name: 'servers', include: onServers, fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 } },
      ...(process.env['TEST_LONG'] ? [{ test: { name: 'long', include: long, fileParallelism: false, hookTimeout: 120_000 } }] : []),
    ],
  },
})
