// Runs Prisma's command line with our own schema engine: `node setup/prisma.mjs migrate deploy`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { bin, node24, projectDir } from './run.mjs'

const done = spawnSync(node24, [bin('prisma'), ...process.argv.slice(2)], {
  cwd: projectDir,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${path.join(projectDir, 'node_modules/.bin')}:${process.env.PATH}`,
    // The engine's binary cannot be downloaded on a closed network; ours runs the same engine as WebAssembly.
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(projectDir, 'setup/prisma-schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
})
process.exit(done.status ?? 1)
