// npm test: the same preparation as npm start, then types, style, layers and all tests. Ends with `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureChromium } from './chromium.mjs'
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

/** What measures sound runs at the front; the rest beside it, giving way, and is told of when it is over. */
async function runAll() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-tests-beside-'))
  const log = path.join(folder, 'output')
  const output = fs.openSync(log, 'w')
  const quietly = runVitest(['--project', 'unit', '--project', 'quiet'], ['ignore', output, output], ['nice', '-n', '10'])
  const atTheFront = await runVitest(['--project', 'servers'])
  const beside = await quietly
  console.log(fs.readFileSync(log, 'utf8').trimEnd())
  fs.rmSync(folder, { recursive: true, force: true })
  count(beside)
  count(await measuredAlone(atTheFront))
}

async function runTests(chosen) {
  count(await runVitest(chosen))
}

/**
 * Two streams share two processors, and the files at the front measure sound and seconds: a file that failed is measured
 * again with nothing beside it, twice at most, and that result counts. A fault of the product fails there too.
 */
async function measuredAlone(report) {
  if (report.files === undefined) return report
  const files = []
  for (const file of report.files) {
    if (file.status !== 'failed') {
      files.push(file)
      continue
    }
    let alone = file
    for (let attempt = 1; attempt <= 2 && alone.status === 'failed'; attempt++) {
      closing.push(...failures(alone).map((failure) => `${attempt === 1 ? 'beside the others' : 'alone'}: ${name(file)}: ${failure}`))
      console.log(`\n${name(file)} failed and is measured alone (${attempt} of 2):`)
      const again = await runVitest(['--project', 'servers', file.name])
      alone = again.files?.find(({ name }) => name === file.name) ?? file
    }
    if (alone.status !== 'failed') closing.push(`passed only alone: ${name(file)}`)
    files.push(alone)
  }
  return { files, broken: files.every(({ status }) => status !== 'failed') ? undefined : report.broken }
}

/** Runs vitest (`chosen` are further arguments); its report by file, or what kept it from leaving one. */
async function runVitest(chosen, stdio = 'inherit', before = []) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-tests-'))
  const file = path.join(folder, 'report.json')
  const [program, ...args] = [...before, node24, bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...chosen]
  const child = spawn(program, args, { cwd: projectDir, env, stdio })
  const status = await new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.once('error', () => resolve(1))
  })
  try {
    const files = JSON.parse(fs.readFileSync(file, 'utf8')).testResults
    const saysWhy = files.some(({ status }) => status === 'failed')
    return { files, broken: status === 0 || saysWhy ? undefined : `vitest ended with ${status}, and no test says why` }
  } catch (error) {
    return { broken: `vitest left no report: ${error.message}` }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Adds a report's figures. A file that breaks before its first test has no tests to count, yet it has failed. */
function count({ files = [], broken }) {
  for (const file of files) {
    const failed = failures(file)
    total.passed += file.assertionResults.filter(({ status }) => status === 'passed').length
    total.failed += failed.length
    closing.push(...failed.map((failure) => `failed: ${name(file)}: ${failure}`))
  }
  if (broken === undefined) return
  total.failed += 1
  closing.push(`failed: ${broken}`)
}

/** A file's failed tests, each with the first lines of its reason. */
function failures(file) {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed')
  if (failed.length > 0) return failed.map(({ fullName, failureMessages }) => `${fullName}: ${reason(failureMessages.join('\n'))}`)
  return file.status === 'failed' ? [reason(file.message)] : []
}

function reason(message) {
  return (message ?? '').split('\n').slice(0, 8).join(' | ').slice(0, 600)
}

function name(file) {
  return path.relative(projectDir, file.name)
}

function end() {
  if (closing.length > 0) console.log(`\n${closing.join('\n')}\n`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed === 0 ? 0 : 1)
}
