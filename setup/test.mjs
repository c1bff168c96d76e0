// npm test: the same preparation as npm start, then types, style, layers and all tests. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { prepare } from './prepare.mjs'
import { bin, node24, projectDir, step } from './run.mjs'

const env = { ...process.env, PATH: `${path.join(projectDir, 'node_modules/.bin')}:${process.env.PATH}` }
/** What one must be able to say at the end: passed and failed tests, a check counting as one. */
const total = { passed: 0, failed: 0 }

try {
  await prepare()
  await step('Chromium', ensureChromium)
} catch (error) {
  console.error(`\n${error.message}`)
  total.failed += 1
  end()
}

// npm run test:long: only what takes much longer than a test run may.
if (process.argv[2] === '--long') {
  env.TEST_LONG = '1'
  runTests(['--project', 'long', ...process.argv.slice(3)])
  end()
}
check('types of the platform', ['tsc', '--noEmit', '-p', 'tsconfig.json'])
check('types of the pages', ['tsc', '--noEmit', '-p', 'agent-ui/tsconfig.json'])
check('style', ['biome', 'check', '.'])
check('layers', ['node', path.join(projectDir, 'setup/check-layers.mjs')])
runTests(process.argv.slice(2))
end()

function check(title, [program, ...args]) {
  const began = performance.now()
  const done = spawnSync(bin(program), args, { cwd: projectDir, env, encoding: 'utf8' })
  const passed = done.status === 0
  total[passed ? 'passed' : 'failed'] += 1
  console.log(`  ${passed ? '✓' : '✗'} ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  if (!passed) console.log(`${done.stdout ?? ''}${done.stderr ?? ''}`.trimEnd())
}

/** Runs vitest (further arguments choose files) and reads its figures from the report it writes. */
function runTests(chosen) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-tests-'))
  const file = path.join(folder, 'report.json')
  const done = spawnSync(node24, [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...chosen], {
    cwd: projectDir,
    env,
    stdio: 'inherit',
  })
  try {
    const report = JSON.parse(fs.readFileSync(file, 'utf8'))
    // A file that breaks before its first test has no tests to count, yet it has failed.
    const brokenFiles = report.testResults.filter(
      (result) => result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed'),
    ).length
    total.passed += report.numPassedTests
    total.failed += report.numFailedTests + brokenFiles
    if (done.status !== 0 && report.numFailedTests + brokenFiles === 0) total.failed += 1
  } catch (error) {
    console.error(`vitest left no report: ${error.message}`)
    total.failed += 1
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function end() {
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed === 0 ? 0 : 1)
}
