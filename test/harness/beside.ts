// A second launcher on the servers of the first, with a folder and ports of its own: how a hotline runs on several machines.
import { startPlatform, type TestPlatform } from './platform.ts'

/** Starts it; `env` goes over the settings that point to the first one's servers. */
export function startBeside(first: TestPlatform, env: Record<string, string>): Promise<TestPlatform> {
  const servers = first.servers()
  return startPlatform({
    DEMO_DATA: 'off',
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    ARI_URL: servers.ariUrl,
    ARI_PASSWORD: servers.ariPassword,
    ASTERISK_HTTP_PORT: first.settings['ASTERISK_HTTP_PORT'] ?? '',
    AMI_PORT: String(servers.amiPort),
    AMI_PASSWORD: servers.amiPassword,
    SESSION_SECRET: servers.sessionSecret,
    RECORDING_DIR: first.recordingDir,
    ...env,
  })
}
