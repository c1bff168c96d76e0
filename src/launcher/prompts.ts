// Lays out what callers hear in the folder Asterisk plays from: the dialplan needs it before the platform has ever run. What an
// administrator replaced (the platform notes it there) is left alone.
import fs from 'node:fs'
import path from 'node:path'
import { projectDir } from '../config.ts'

const originals = path.join(projectDir, 'dialplan/prompts')

/** Brings the folder in step with the installation's prompts and music; the music lies beside it. */
export function layOutPrompts(promptsDir: string): void {
  const replaced = replacedIn(promptsDir)
  copyNewer(path.join(originals, 'vi'), promptsDir, (name) => !replaced.has(name.replace(/\.wav$/, '')))
  copyNewer(path.join(originals, 'music'), path.join(promptsDir, '../music'), () => true)
}

/** The prompts that are not the installation's; where the original was restored, the version stands there below zero. */
function replacedIn(promptsDir: string): Set<string> {
  try {
    const noted = JSON.parse(fs.readFileSync(path.join(promptsDir, 'replaced.json'), 'utf8')) as Record<string, number>
    return new Set(Object.keys(noted).filter((name) => (noted[name] ?? 0) > 0))
  } catch {
    return new Set()
  }
}

function copyNewer(from: string, to: string, wanted: (name: string) => boolean): void {
  if (path.resolve(from) === path.resolve(to)) return
  fs.mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const name of fs.readdirSync(from)) {
    if (!name.endsWith('.wav') || !wanted(name)) continue
    const [source, target] = [path.join(from, name), path.join(to, name)]
    const [now, was] = [fs.statSync(source), fs.statSync(target, { throwIfNoEntry: false })]
    if (was && was.size === now.size && was.mtimeMs >= now.mtimeMs) continue
    // A call may be hearing the file of before.
    fs.copyFileSync(source, `${target}.new`)
    fs.renameSync(`${target}.new`, target)
  }
}
