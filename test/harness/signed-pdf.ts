// A small PDF with a digital signature as a signing program makes one: certificate and key are made for the test and nobody's.
import * as asn1 from 'asn1js'
import * as pkijs from 'pkijs'

const ROOM = 16_384
const OID = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  signingTime: '1.2.840.113549.1.9.5',
  digest: '1.2.840.113549.1.9.4',
}

/** A PDF signed by an invented office, at a moment. */
export async function signedPdf(signer: string, organisation: string, at: Date): Promise<Buffer> {
  const keys = (await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair
  const certificate = await selfSigned(keys, signer, organisation)
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Contents `
  const placeholder = `<${'0'.repeat(ROOM)}>`
  const tail = (range: string) => ` /ByteRange ${range} >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`
  const rangeOf = (length: number) => `[0 ${head.length} ${head.length + placeholder.length} ${length}]`.padEnd(48)
  const end = tail(rangeOf(tail(rangeOf(0)).length))
  const signedBytes = Buffer.from(head + end, 'latin1')
  const cms = await cmsOf(signedBytes, certificate, keys.privateKey, at)
  const hex = cms.toString('hex').padEnd(ROOM, '0')
  return Buffer.from(`${head}<${hex}>${end}`, 'latin1')
}

async function selfSigned(keys: CryptoKeyPair, signer: string, organisation: string): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1.Integer({ value: 1022 })
  for (const name of [certificate.subject, certificate.issuer])
    name.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({ type: OID.commonName, value: new asn1.Utf8String({ value: signer }) }),
      new pkijs.AttributeTypeAndValue({ type: OID.organisation, value: new asn1.Utf8String({ value: organisation }) }),
    )
  certificate.notBefore.value = new Date('2026-01-01T00:00:00Z')
  certificate.notAfter.value = new Date('2028-01-01T00:00:00Z')
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(keys.privateKey, 'SHA-256')
  return certificate
}

async function cmsOf(data: Buffer, certificate: pkijs.Certificate, key: CryptoKey, at: Date): Promise<Buffer> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(data))
  const attribute = (type: string, value: unknown) => new pkijs.Attribute({ type, values: [value] })
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(OID.contentType, new asn1.ObjectIdentifier({ value: OID.data })),
            attribute(OID.signingTime, new asn1.UTCTime({ valueDate: at })),
            attribute(OID.digest, new asn1.OctetString({ valueHex: digest })),
          ],
        }),
      }),
    ],
    certificates: [certificate],
  })
  await signed.sign(key, 0, 'SHA-256', new Uint8Array(data).buffer)
  const content = new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) })
  return Buffer.from(content.toSchema().toBER(false))
}
