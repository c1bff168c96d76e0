// All tests: the pure ones run side by side; those on real servers share two processors and run one file at a time.
import { defineConfig } from 'vitest/config'

const onServers = ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/sip/**/*.test.ts', 'test/launcher/**/*.test.ts', 'test/faults/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts', 'agent-ui/**/*.test.{ts,tsx}'], exclude: onServers } },
      { test: { name: 'servers', include: onServers, fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 } },
    ],
  },
})
