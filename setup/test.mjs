// npm test: the same preparation as npm start, then types, style, layers and all tests. Ends with `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { measuredAlone } from './measured-alone.mjs'
import { prepare } from './prepare.mjs'
import { bin, node24, projectDir, step } from './run.mjs'

const env = { ...process.env, PATH: `${path.join(projectDir, 'node_modules/.bin')}:${process.env.PATH}` }
/** What one must be able to say at the end: passed and failed tests, a check counting as one. */
const total = { passed: 0, failed: 0 }
/** Said once more at the very end, where it is found: each failed test, and each file that only passed alone. */
const closing = []

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
  await runTests(['--project', 'long', ...process.argv.slice(3)])
  end()
}
check('types of the platform', ['tsc', '--noEmit', '-p', 'tsconfig.json'])
check('types of the pages', ['tsc', '--noEmit', '-p', 'agent-ui/tsconfig.json'])
check('style', ['biome', 'check', '.'])
check('layers', ['node', path.join(projectDir, 'setup/check-layers.mjs')])
const chosen = process.argv.slice(2)
if (chosen.length > 0) await runTests(chosen)
else await runAll()
end()

function check(title, [program, ...args]) {
  const began = performance.now()
  const done = spawnSync(bin(program), args, { cwd: projectDir, env, encoding: 'utf8' })
  const passed = done.status === 0
  total[passed ? 'passed' : 'failed'] += 1
  console.log(`  ${passed ? '✓' : '✗'} ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  if (!passed) console.log(`${done.stdout ?? ''}${done.stderr ?? ''}`.trimEnd())
}

/** What measures sound runs at the front, what mostly waits beside it; the rest gives way to both, and is told of when it is over. */
async function runAll() {
  const beside = behind(['--project', 'patient'])
  const quietly = behind(['--project', 'unit', '--project', 'quiet'], ['nice', '-n', '10'])
  const reports = [await runVitest(['--project', 'servers']), await beside]
  const behindAll = await quietly
  // What only computes says the same beside anything: it is not asked again.
  count({ files: behindAll.files.filter(({ name }) => !isOnServers(name)), errors: behindAll.errors })
  reports.push({ files: behindAll.files.filter(({ name }) => isOnServers(name)), errors: [] })
  for (const report of reports) {
    const measured = await measuredAlone(report, (file) => {
      console.log(`\n${path.relative(projectDir, file)} failed and is measured alone:`)
      return runVitest(['--project', 'servers', '--project', 'patient', '--project', 'quiet', file])
    })
    closing.push(...measured.said.map(withoutFolder))
    count(measured.report)
  }
}

/** Does this test file start servers, whose answers a busy processor keeps waiting? */
function isOnServers(name) {
  return !name.includes(`${path.sep}test${path.sep}unit${path.sep}`) && !name.includes(`${path.sep}agent-ui${path.sep}`)
}

/** Runs vitest with its output kept until it has ended. */
async function behind(chosen, before) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-tests-beside-'))
  const log = path.join(folder, 'output')
  const output = fs.openSync(log, 'w')
  const report = await runVitest(chosen, ['ignore', output, output], before)
  console.log(fs.readFileSync(log, 'utf8').trimEnd())
  fs.rmSync(folder, { recursive: true, force: true })
  return report
}

async function runTests(chosen) {
  count(await runVitest(chosen))
}

/** Runs vitest (`chosen` are further arguments); returns the report of setup/test-reporter.mjs. */
async function runVitest(chosen, stdio = 'inherit', before = []) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-tests-'))
  const file = path.join(folder, 'report.json')
  const reporter = path.join(projectDir, 'setup/test-reporter.mjs')
  const [program, ...args] = [...before, node24, bin('vitest'), 'run', '--reporter=default', `--reporter=${reporter}`, ...chosen]
  const child = spawn(program, args, { cwd: projectDir, env: { ...env, TEST_REPORT: file }, stdio })
  const status = await new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.once('error', () => resolve(1))
  })
  try {
    const report = JSON.parse(fs.readFileSync(file, 'utf8'))
    const saysWhy = report.errors.length > 0 || report.files.some(({ failures }) => failures.length > 0)
    if (status !== 0 && !saysWhy) report.errors.push(`vitest ended with ${status}, and no test says why`)
    return report
  } catch (error) {
    return { files: [], errors: [`vitest left no report: ${error.message}`] }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Adds a report's figures. A file that breaks before its first test has no tests to count, yet it has failed. */
function count({ files, errors }) {
  const failures = [...files.flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`)), ...errors]
  total.passed += files.reduce((passed, file) => passed + file.passed, 0)
  total.failed += failures.length
  closing.push(...failures.map((failure) => withoutFolder(`failed: ${failure}`)))
}

function withoutFolder(line) {
  return line.replaceAll(`${projectDir}${path.sep}`, '')
}

function end() {
  if (closing.length > 0) console.log(`\n${closing.join('\n')}\n`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed === 0 ? 0 : 1)
}
