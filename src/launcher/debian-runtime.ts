// Programs of .runtime/, a Debian newer than the machine's: each runs by its own loader and libraries.
import fs from 'node:fs'
import path from 'node:path'

const layouts = {
  x64: { triple: 'x86_64-linux-gnu', loader: 'usr/lib64/ld-linux-x86-64.so.2' },
  arm64: { triple: 'aarch64-linux-gnu', loader: 'usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1' },
}

export interface DebianRuntime {
  /** A file or folder below usr/. */
  usr(...parts: string[]): string
  libraries: string
  /** The command line that runs a program of the runtime, e.g. `sbin/asterisk`. */
  command(program: string): { command: string; args: string[] }
}

/** Opens the runtime that setup/runtime.mjs fetched. */
export function openRuntime(runtimeDir: string): DebianRuntime {
  const layout = layouts[process.arch as keyof typeof layouts]
  if (!layout) throw new Error(`There is no embedded runtime for ${process.arch}: set DATABASE_URL, REDIS_URL and ARI_URL`)
  const root = path.join(runtimeDir, 'root')
  const usr = (...parts: string[]) => path.join(root, 'usr', ...parts)
  const libraries = usr('lib', layout.triple)
  if (!fs.existsSync(libraries)) throw new Error(`${runtimeDir} holds no runtime: npm start fetches it`)
  return {
    usr,
    libraries,
    command: (program) => ({ command: path.join(root, layout.loader), args: ['--library-path', libraries, usr(program)] }),
  }
}
