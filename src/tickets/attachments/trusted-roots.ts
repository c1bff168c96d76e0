// Under which certificates a signature is trusted: those of a folder, and the chain up to one of them.
import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Certificate, SignedData } from 'pkijs'

/** How many certificates may stand between a signer and a root. */
const LONGEST_CHAIN = 6

/** Certificates in PEM (several to a file) or DER; null where the installation names none. */
export function readRoots(folder: string | null): X509Certificate[] | null {
  if (folder === null || !existsSync(folder)) return null
  const roots = readdirSync(folder).flatMap((name) => {
    try {
      const content = readFileSync(path.join(folder, name))
      const pem = content.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
      return pem ? pem.map((one) => new X509Certificate(one)) : [new X509Certificate(content)]
    } catch {
      return []
    }
  })
  return roots.length > 0 ? roots : null
}

/**
 * Up the chain of the certificates that came along to one that is trusted, each in force at the moment of signing. Only a certificate made
 * for issuing (CA) counts as a link: else whoever has a genuine certificate could sign one in another's name with it.
 */
export function isTrusted(signed: SignedData, signer: Certificate, roots: readonly X509Certificate[], at: Date): boolean {
  const along = (signed.certificates ?? []).flatMap((one) => ('serialNumber' in one ? [x509(one as Certificate)] : []))
  let current = x509(signer)
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    if (!inForce(current, at)) return false
    if (roots.some((root) => root.fingerprint256 === current.fingerprint256 || (inForce(root, at) && issued(root, current)))) return true
    const above = along.find((one) => one.ca && one.fingerprint256 !== current.fingerprint256 && issued(one, current))
    if (!above) return false
    current = above
  }
  return false
}

const x509 = (one: Certificate) => new X509Certificate(Buffer.from(one.toSchema().toBER(false)))
const inForce = (one: X509Certificate, at: Date) => one.validFromDate <= at && at <= one.validToDate
const issued = (above: X509Certificate, below: X509Certificate) => below.checkIssued(above) && below.verify(above.publicKey)
