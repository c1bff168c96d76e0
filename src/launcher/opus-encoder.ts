// The program that compresses recordings: the runtime's own, started by its own loader through a small script, unless a setting names another.
import fs from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.ts'
import { openRuntime } from './debian-runtime.ts'
import { keepFile } from './small-files.ts'

const PROGRAM = 'opusenc'
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`

/** What the platform calls; without a runtime the name alone, which the machine may know. */
export function opusEncoder(config: Pick<Config, 'dataDir' | 'runtimeDir' | 'recordings'>): string {
  if (config.recordings.encoder !== PROGRAM) return config.recordings.encoder
  try {
    const runtime = openRuntime(config.runtimeDir)
    if (!fs.existsSync(runtime.usr('bin', PROGRAM))) return PROGRAM
    const { command, args } = runtime.command(`bin/${PROGRAM}`)
    const script = path.join(config.dataDir, 'run', PROGRAM)
    fs.mkdirSync(path.dirname(script), { recursive: true, mode: 0o700 })
    keepFile(script, `#!/bin/sh\nexec ${[command, ...args].map(quoted).join(' ')} "$@"\n`)
    fs.chmodSync(script, 0o700)
    return script
  } catch {
    // Recordings stay uncompressed; nobody's call hangs on it.
    return PROGRAM
  }
}
