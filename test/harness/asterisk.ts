// Asterisk alone, configured and started as the launcher does it, on free ports with files of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Config, loadConfig } from '../../src/config.ts'
import { embeddedAsterisk } from '../../src/launcher/asterisk.ts'
import { openRuntime } from '../../src/launcher/debian-runtime.ts'
import type { ManagedProcess } from '../../src/launcher/managed-process.ts'
import { freePorts } from './platform.ts'

export interface TestAsterisk {
  config: Config
  process: ManagedProcess
  /** ARI's address. */
  url: string
  /** Ends it and removes its files. */
  stop(): Promise<void>
}

/** Plans it; `process.start()` starts it. */
export async function planAsterisk(env: Record<string, string> = {}): Promise<TestAsterisk> {
  const [sip = 0, http = 0, ami = 0] = await freePorts(3)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-ast-'))
  const config = loadConfig({
    ...(process.env['RUNTIME_DIR'] ? { RUNTIME_DIR: process.env['RUNTIME_DIR'] } : {}),
    DATA_DIR: dataDir,
    SIP_HOST: '127.0.0.1',
    SIP_PORT: String(sip),
    ASTERISK_HTTP_PORT: String(http),
    AMI_PORT: String(ami),
    ARI_PASSWORD: 'only-for-this-test',
    AMI_PASSWORD: 'only-for-this-test',
    ...env,
  })
  const server = await embeddedAsterisk(config, openRuntime(config.runtimeDir))
  return {
    config,
    ...server,
    async stop() {
      await server.process.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
