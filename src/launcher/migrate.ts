// Brings the database to the migrations of this version.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { projectDir } from '../config.ts'

/** Applies the migrations that are missing; those already applied are left alone. */
export async function migrate(databaseUrl: string): Promise<void> {
  const script = path.join(projectDir, 'setup/prisma.mjs')
  try {
    await promisify(execFile)(process.execPath, [script, 'migrate', 'deploy'], {
      cwd: projectDir,
      env: { ...process.env, DATABASE_URL: databaseUrl },
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The database could not be migrated:\n${`${stdout}\n${stderr}`.trim()}`)
  }
}

/** Fills what is missing (prisma/seed.ts); answers what it has to tell, such as the first administrator's invitation. */
export async function seed(environment: Record<string, string>): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(projectDir, 'prisma/seed.ts')], {
      cwd: projectDir,
      env: { ...process.env, ...environment },
    })
    return stdout.trim()
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The database could not be seeded:\n${`${stdout}\n${stderr}`.trim()}`)
  }
}
