// The machine's own voice, where the runtime brought one.
import fs from 'node:fs'
import path from 'node:path'
import { openRuntime } from './debian-runtime.ts'

/** How espeak-ng of the runtime is started; null where there is none, as in a runtime fetched before it was among the packages. */
export function runtimeVoice(runtimeDir: string): { command: string; args: string[] } | null {
  try {
    const runtime = openRuntime(runtimeDir)
    if (!fs.existsSync(runtime.usr('bin/espeak-ng'))) return null
    const { command, args } = runtime.command('bin/espeak-ng')
    // A library it is linked with lies in a folder of its own, and its words beside the libraries.
    const withPulse = args.map((arg) => (arg === runtime.libraries ? `${arg}:${path.join(runtime.libraries, 'pulseaudio')}` : arg))
    return { command, args: [...withPulse, `--path=${runtime.libraries}`] }
  } catch {
    return null
  }
}
