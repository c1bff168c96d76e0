// How the last restart of the platform went, left by the launcher for `npm run restart`.
import fs from 'node:fs'
import path from 'node:path'
import { noteInFile } from './small-files.ts'

export interface RestartResult {
  ok: boolean
  /** Why not. */
  message: string
}

const fileOf = (dataDir: string) => path.join(dataDir, 'run/restarted.json')

/** Leaves the result. */
export function keepRestartResult(dataDir: string, result: RestartResult): void {
  noteInFile(fileOf(dataDir), JSON.stringify(result))
}

/** Takes an earlier result away, before a restart is asked for. */
export function forgetRestartResult(dataDir: string): void {
  fs.rmSync(fileOf(dataDir), { force: true })
}

/** The result, or null while there is none. */
export function restartResult(dataDir: string): RestartResult | null {
  try {
    return JSON.parse(fs.readFileSync(fileOf(dataDir), 'utf8')) as RestartResult
  } catch {
    return null
  }
}
