// npm run restart: makes ready what the new code needs, as npm start does, then has the platform restarted.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { prepare } from './prepare.mjs'
import { node24, projectDir } from './run.mjs'

try {
  await prepare()
} catch (error) {
  console.error(`\n${error.message}`)
  process.exit(1)
}
process.exit(spawnSync(node24, [path.join(projectDir, 'src/launcher/restart.ts')], { cwd: projectDir, stdio: 'inherit' }).status ?? 1)
