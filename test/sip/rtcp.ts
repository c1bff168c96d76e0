/** RTCP (RFC 3550): the one message with which a telephone tells how it receives. */

export interface Reception {
  /** Our own stream, and the one reported on. */
  from: number
  about: number
  /** Parts of 256 lost since the last report. */
  fractionLost: number
  lost: number
  /** In units of the audio's clock. */
  jitter: number
}

/** A receiver report with one block. */
export function receiverReport({ from, about, fractionLost, lost, jitter }: Reception): Buffer {
  const report = Buffer.alloc(32)
  report[0] = 0x81
  report[1] = 201
  // The length counts words of four bytes, the first left out.
  report.writeUInt16BE(7, 2)
  report.writeUInt32BE(from, 4)
  report.writeUInt32BE(about, 8)
  report.writeUInt32BE(((fractionLost << 24) | (lost & 0xffffff)) >>> 0, 12)
  report.writeUInt32BE(jitter, 20)
  return report
}
