// Passwords: argon2id with the parameters OWASP asks for (19 MiB, two passes).
import { hash, verify } from '@node-rs/argon2'

// Algorithm 2 is argon2id; the package's const enum cannot be named by erasable code.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash to store. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), options)
}

let decoy: Promise<string> | undefined

/** Checks a password; takes as long when there is no hash, so that the time does not tell who has an account. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const matches = await verify(stored ?? (await decoy), password.normalize('NFC')).catch(() => false)
  return stored !== null && matches
}
