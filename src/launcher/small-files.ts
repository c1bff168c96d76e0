// The launcher's own small files. A disk without room must neither end the launcher nor spoil what is written there already.
import fs from 'node:fs'

/** Puts a whole file in place of an older one, or leaves that one as it is and throws. */
export function replaceFile(file: string, text: string): void {
  try {
    fs.writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
    fs.renameSync(`${file}.new`, file)
  } catch (error) {
    fs.rmSync(`${file}.new`, { force: true })
    throw error
  }
}

/** The same for what may be missing: where it cannot be written there is no file rather than an old one. */
export function noteInFile(file: string, text: string): void {
  try {
    replaceFile(file, text)
  } catch {
    fs.rmSync(file, { force: true })
  }
}

/** Writes the file only where it says something else so far: what is right already needs no room. */
export function keepFile(file: string, text: string): void {
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return
  replaceFile(file, text)
}
