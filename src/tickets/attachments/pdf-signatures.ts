// Who signed a PDF (§28, Đ16.4), and whether the signature holds: the CMS over the bytes named by ByteRange, and how much of the file those are.
import { createHash, type X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fromBER } from 'asn1js'
import { type Certificate, ContentInfo, CryptoEngine, SignedData, SignedDataVerifyError, setEngine } from 'pkijs'
import type { Signature } from '../../contract/attachments.ts'
import { byteRanges, type SignedRange } from './byte-range-rules.ts'
import { isTrusted, readRoots } from './trusted-roots.ts'

setEngine('node', new CryptoEngine({ name: 'node', crypto: globalThis.crypto }))

const COMMON_NAME = '2.5.4.3'
const ORGANISATION = '2.5.4.10'
const SIGNING_TIME = '1.2.840.113549.1.9.5'
const TIMESTAMP = '1.2.840.113549.1.9.16.1.4'

/** All signatures of a PDF, in order; none for a PDF without. Never fails: what cannot be read says so. `now` judges a signature without a time. */
export async function readSignatures(file: string, trustedRoots: string | null, now: Date): Promise<Signature[]> {
  const pdf = await readFile(file)
  const ranges = byteRanges(pdf)
  const roots = ranges.length > 0 ? readRoots(trustedRoots) : null
  const found: Signature[] = []
  for (const range of ranges) found.push(range ? await readSignature(pdf, range, roots, now).catch(() => unreadable) : unreadable)
  return found
}

const unreadable: Signature = { signer: '', organisation: '', serial: '', at: null, verdict: 'unchecked', inForce: false, trusted: null, issuer: '' }

async function readSignature(pdf: Buffer, range: SignedRange, roots: readonly X509Certificate[] | null, now: Date): Promise<Signature> {
  const asn = fromBER(new Uint8Array(range.cms))
  const signed = new SignedData({ schema: new ContentInfo({ schema: asn.result }).content })
  const info = signed.signerInfos[0]
  // A PDF's signature has one signer; of two, the page could name one and mean the other.
  if (!info || signed.signerInfos.length !== 1) return unreadable
  const { certificate, verdict } = await check(signed, signedBytes(pdf, range))
  if (!certificate) return unreadable
  const time = info.signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME)?.values[0] as { toDate?: () => Date } | undefined
  const at = time?.toDate?.().toISOString() ?? range.statedAt
  const moment = at ? new Date(at) : now
  return {
    signer: nameIn(certificate.subject, COMMON_NAME),
    organisation: nameIn(certificate.subject, ORGANISATION),
    serial: Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
    issuer: nameIn(certificate.issuer, COMMON_NAME) || nameIn(certificate.issuer, ORGANISATION),
    at,
    verdict: verdict === 'valid' && !range.coversAll ? 'partial' : verdict,
    inForce: certificate.notBefore.value <= moment && moment <= certificate.notAfter.value,
    trusted: roots === null ? null : isTrusted(signed, certificate, roots, moment),
  }
}

function signedBytes(pdf: Buffer, { parts: [a, b, c, d] }: SignedRange): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(b + d)
  data.set(pdf.subarray(a, a + b))
  data.set(pdf.subarray(c, c + d), b)
  return data
}

interface Checked {
  /** The certificate the signature was checked with, and no other. */
  certificate: Certificate | null
  verdict: 'valid' | 'changed' | 'unchecked'
}

/** Does the CMS hold over these bytes? */
async function check(signed: SignedData, data: Uint8Array<ArrayBuffer>): Promise<Checked> {
  try {
    const { signerCertificate, signatureVerified } = await signed.verify({ signer: 0, data: data.buffer, checkChain: false, extendedMode: true })
    const verdict = signatureVerified && isAbout(signed, data) ? 'valid' : 'changed'
    return { certificate: signerCertificate ?? null, verdict }
  } catch (error) {
    if (!(error instanceof SignedDataVerifyError)) return { certificate: null, verdict: 'unchecked' }
    // An algorithm nobody here knows is no proof of a change.
    const changed = error.signatureVerified === false || /digest doesn't match/.test(error.message)
    return { certificate: error.signerCertificate ?? null, verdict: changed ? 'changed' : 'unchecked' }
  }
}

/**
 * A CMS may carry what it signs, and is then checked against that and not against the file: it must be the file's digest
 * (adbe.pkcs7.sha1) or the file. Without this a signature lifted from anything else would make any PDF look signed.
 */
function isAbout(signed: SignedData, data: Uint8Array): boolean {
  const { eContent, eContentType } = signed.encapContentInfo
  // A time stamp's imprint has been compared with the file already.
  if (!eContent || eContentType === TIMESTAMP) return true
  const carried = Buffer.from(eContent.getValue())
  return carried.equals(createHash('sha1').update(data).digest()) || carried.equals(data)
}

function nameIn(name: Certificate['subject'], oid: string): string {
  const value = name.typesAndValues.find(({ type }) => type === oid)?.value as { valueBlock?: { value?: unknown } } | undefined
  return String(value?.valueBlock?.value ?? '')
}
