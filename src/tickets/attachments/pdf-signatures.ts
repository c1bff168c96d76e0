// Who signed a PDF (§28, Đ16.4), and whether the signature holds: the CMS over the bytes named by ByteRange, and how much of the file those are.
import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fromBER } from 'asn1js'
import { type Certificate, ContentInfo, CryptoEngine, SignedData, setEngine } from 'pkijs'
import type { Signature } from '../../contract/attachments.ts'
import { byteRanges } from './byte-range-rules.ts'

setEngine('node', new CryptoEngine({ name: 'node', crypto: globalThis.crypto }))

const COMMON_NAME = '2.5.4.3'
const ORGANISATION = '2.5.4.10'
const SIGNING_TIME = '1.2.840.113549.1.9.5'

/** All signatures of a PDF, in order; none for a PDF without. Never fails: what cannot be read says so. */
export async function readSignatures(file: string, trustedRoots: string | null): Promise<Signature[]> {
  const pdf = await readFile(file)
  const roots = readRoots(trustedRoots)
  const found: Signature[] = []
  for (const range of byteRanges(pdf)) found.push(await readSignature(pdf, range, roots).catch(() => unreadable))
  return found
}

const unreadable: Signature = { signer: '', organisation: '', at: null, verdict: 'unchecked', inForce: false, trusted: null, issuer: '' }

async function readSignature(
  pdf: Buffer,
  range: { parts: [number, number, number, number]; cms: Buffer; coversAll: boolean },
  roots: X509Certificate[] | null,
): Promise<Signature> {
  const asn = fromBER(new Uint8Array(range.cms))
  const signed = new SignedData({ schema: new ContentInfo({ schema: asn.result }).content })
  const [a, b, c, d] = range.parts
  const data = Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)])
  const info = signed.signerInfos[0]
  const certificate = signerOf(signed)
  if (!info || !certificate) return unreadable
  const holds = await signed
    .verify({ signer: 0, data: new Uint8Array(data).buffer, checkChain: false })
    .then((result) => result === true)
    .catch(() => false)
  const time = info.signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME)?.values[0] as { toDate?: () => Date } | undefined
  const at = time?.toDate?.() ?? null
  const moment = at ?? new Date()
  return {
    signer: nameIn(certificate.subject, COMMON_NAME),
    organisation: nameIn(certificate.subject, ORGANISATION),
    issuer: nameIn(certificate.issuer, COMMON_NAME) || nameIn(certificate.issuer, ORGANISATION),
    at: at?.toISOString() ?? null,
    verdict: !holds ? 'changed' : range.coversAll ? 'valid' : 'partial',
    inForce: certificate.notBefore.value <= moment && moment <= certificate.notAfter.value,
    trusted: roots === null ? null : isTrusted(signed, certificate, roots),
  }
}

function signerOf(signed: SignedData): Certificate | null {
  const certificates = (signed.certificates ?? []).filter((one): one is Certificate => 'serialNumber' in one && 'subject' in one)
  const sid = signed.signerInfos[0]?.sid as { serialNumber?: { isEqual(other: unknown): boolean } } | undefined
  return certificates.find(({ serialNumber }) => sid?.serialNumber?.isEqual(serialNumber)) ?? (certificates.length === 1 ? (certificates[0] ?? null) : null)
}

function nameIn(name: Certificate['subject'], oid: string): string {
  const value = name.typesAndValues.find(({ type }) => type === oid)?.value as { valueBlock?: { value?: unknown } } | undefined
  return String(value?.valueBlock?.value ?? '')
}

/** Certificates in PEM or DER whose issuing is trusted; null where the installation names none. */
function readRoots(folder: string | null): X509Certificate[] | null {
  if (folder === null || !existsSync(folder)) return null
  const roots = readdirSync(folder).flatMap((name) => {
    try {
      return [new X509Certificate(readFileSync(path.join(folder, name)))]
    } catch {
      return []
    }
  })
  return roots.length > 0 ? roots : null
}

/** Up the chain of the certificates that came along, at most so far, to one that is trusted. */
function isTrusted(signed: SignedData, signer: Certificate, roots: readonly X509Certificate[]): boolean {
  const along = (signed.certificates ?? []).flatMap((one) => ('serialNumber' in one ? [new X509Certificate(Buffer.from(one.toSchema().toBER(false)))] : []))
  let current = new X509Certificate(Buffer.from(signer.toSchema().toBER(false)))
  for (let depth = 0; depth < 6; depth += 1) {
    if (roots.some((root) => root.fingerprint256 === current.fingerprint256 || (current.checkIssued(root) && current.verify(root.publicKey)))) return true
    const above = along.find((one) => one.fingerprint256 !== current.fingerprint256 && current.checkIssued(one) && current.verify(one.publicKey))
    if (!above) return false
    current = above
  }
  return false
}
