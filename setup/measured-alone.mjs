// Two streams of tests share two processors, and the files at the front measure sound and seconds (docs/decisions/0016).

/**
 * Each file of `report` that failed is measured again by `run(fileName)`, with nothing beside it, twice at most; that result
 * counts. What belongs to no file stays, whatever passes alone.
 * Reports are `{ files: { name, passed, failures: string[] }[], errors: string[] }`; returns one, and `said`: a line for
 * each failure that a later run took the place of, and for each file that passed only alone.
 */
export async function measuredAlone(report, run) {
  const files = []
  const errors = [...report.errors]
  const said = []
  for (const beside of report.files) {
    let file = beside
    for (let attempt = 1; attempt <= 2 && file.failures.length > 0; attempt++) {
      const again = await run(file.name)
      const alone = again.files.find(({ name }) => name === file.name)
      errors.push(...again.errors)
      if (alone === undefined) break
      said.push(...file.failures.map((failure) => `${file.name} ${attempt === 1 ? 'beside the others' : 'alone'}: ${failure}`))
      file = alone
    }
    if (file !== beside && file.failures.length === 0) said.push(`${file.name} passed only alone`)
    files.push(file)
  }
  return { report: { files, errors }, said }
}
