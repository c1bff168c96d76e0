// What a run of vitest says for npm test, as JSON in the file TEST_REPORT names: figures and failures, file by file.
import fs from 'node:fs'
import path from 'node:path'

/** Writes `{ files: { name, passed, failures: string[] }[], errors: string[] }`; `errors` belong to no file. */
export default class {
  onTestRunEnd(modules, unhandledErrors) {
    const files = modules.map((module) => {
      const tests = [...module.children.allTests()]
      const results = tests.map((test) => ({ name: test.fullName, ...test.result() }))
      const failures = [
        ...module.errors().map(reason),
        ...results.filter(({ state }) => state === 'failed').map(({ name, errors }) => `${name}: ${errors.map(reason).join(' | ')}`),
      ]
      if (failures.length === 0 && ['failed', 'pending', 'queued'].includes(module.state())) failures.push('did not come to its end')
      return { name: module.moduleId, passed: results.filter(({ state }) => state === 'passed').length, failures }
    })
    const errors = []
    for (const error of unhandledErrors) {
      const file = files.find(({ name }) => name === error.VITEST_TEST_PATH)
      if (file === undefined) errors.push(`outside of any test: ${reason(error)}`)
      else file.failures.push(`outside of its tests: ${reason(error)}`)
    }
    fs.writeFileSync(process.env.TEST_REPORT, JSON.stringify({ files, errors }))
  }
}

/** What went wrong and where in this repository, in a line. */
function reason({ message = '', stack = '' }) {
  const at = stack.split('\n').filter((line) => line.includes(process.cwd()) && !line.includes('node_modules'))
  return [message, ...at.slice(0, 2)].join(' | ').replaceAll(`${process.cwd()}${path.sep}`, '').replaceAll('\n', ' ').slice(0, 600)
}
