// A small PDF with a digital signature as a signing program makes one: certificates and keys are made for the test and nobody's.
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

const ROOM = 16_384
const OID = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  basicConstraints: '2.5.29.19',
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  signingTime: '1.2.840.113549.1.9.5',
  digest: '1.2.840.113549.1.9.4',
}

export interface Signer {
  certificate: pkijs.Certificate
  keys: CryptoKeyPair
}

interface Signing {
  signer: Signer
  /** Put into the signature; without one only the dictionary says when. */
  at?: Date | undefined
  /** /M of the dictionary. */
  stated?: string
  /** More certificates that come along, before the signer's own. */
  along?: readonly pkijs.Certificate[]
  /** What the CMS carries and is signed instead of the file's bytes. */
  carried?: Buffer
}

/** An invented office with its certificate: its own issuer, or under another's. */
export async function newSigner(name: string, organisation: string, more: { issuer?: Signer; ca?: boolean; serial?: number } = {}): Promise<Signer> {
  const keys = (await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1.Integer({ value: more.serial ?? 1022 })
  certificate.subject.typesAndValues.push(
    new pkijs.AttributeTypeAndValue({ type: OID.commonName, value: new asn1.Utf8String({ value: name }) }),
    new pkijs.AttributeTypeAndValue({ type: OID.organisation, value: new asn1.Utf8String({ value: organisation }) }),
  )
  certificate.issuer = more.issuer?.certificate.subject ?? certificate.subject
  certificate.notBefore.value = new Date('2026-01-01T00:00:00Z')
  certificate.notAfter.value = new Date('2028-01-01T00:00:00Z')
  const constraints = new pkijs.BasicConstraints({ cA: more.ca ?? false })
  certificate.extensions = [
    new pkijs.Extension({ extnID: OID.basicConstraints, critical: true, extnValue: constraints.toSchema().toBER(false), parsedValue: constraints }),
  ]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign((more.issuer?.keys ?? keys).privateKey, 'SHA-256')
  return { certificate, keys }
}

/** A certificate as files hold it. */
export const pemOf = ({ certificate }: Signer): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate.toSchema().toBER(false)).toString('base64')}\n-----END CERTIFICATE-----\n`

/** A PDF with one signature. */
export async function signedPdf(signing: Signing): Promise<Buffer> {
  const stated = signing.stated ? `/M (${signing.stated}) ` : ''
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached ${stated}/Contents `
  const placeholder = `<${'0'.repeat(ROOM)}>`
  const tail = (range: string) => ` /ByteRange ${range} >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`
  const rangeOf = (length: number) => `[0 ${head.length} ${head.length + placeholder.length} ${length}]`.padEnd(48)
  const end = tail(rangeOf(tail(rangeOf(0)).length))
  const cms = await cmsOf(Buffer.from(head + end, 'latin1'), signing)
  const hex = cms.toString('hex').padEnd(ROOM, '0')
  return Buffer.from(`${head}<${hex}>${end}`, 'latin1')
}

async function cmsOf(file: Buffer, { signer: { certificate, keys }, at, along = [], carried }: Signing): Promise<Buffer> {
  const data = new Uint8Array(carried ?? file)
  const digest = await crypto.subtle.digest('SHA-256', data)
  const attribute = (type: string, value: unknown) => new pkijs.Attribute({ type, values: [value] })
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: OID.data,
      ...(carried ? { eContent: new asn1.OctetString({ valueHex: data.buffer }) } : {}),
    }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(OID.contentType, new asn1.ObjectIdentifier({ value: OID.data })),
            ...(at ? [attribute(OID.signingTime, new asn1.UTCTime({ valueDate: at }))] : []),
            attribute(OID.digest, new asn1.OctetString({ valueHex: digest })),
          ],
        }),
      }),
    ],
    certificates: [...along, certificate],
  })
  await signed.sign(keys.privateKey, 0, 'SHA-256', data.buffer)
  const content = new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) })
  return Buffer.from(content.toSchema().toBER(false))
}
