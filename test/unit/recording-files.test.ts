// Files of recordings: none outside the folder, how long an Ogg Opus file is by its bytes, and what an encoder's end means.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createEncoder, NoEncoder, opusMs } from '../../src/calls/opus.ts'
import { fileBelow, wavMs } from '../../src/calls/recordings.ts'

const dir = mkdtempSync(path.join(tmpdir(), 'h1022-files-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const file = (name: string, bytes: Buffer | string, mode = 0o644) => {
  const at = path.join(dir, name)
  writeFileSync(at, bytes, { mode })
  return at
}

it.each([
  ['2026-11-18/a.wav', true],
  ['../a.wav', false],
  ['/etc/passwd', false],
  ['2026-11-18/../../a.wav', false],
  ['', false],
])('%s is below the folder: %s', (name, wanted) => expect(fileBelow('/data/recording', name) !== null).toBe(wanted))

it.each([
  [0, 0],
  [44, 0],
  [44 + 16_000, 1000],
])('%i bytes of WAV are %i ms', (bytes, ms) => expect(wavMs(bytes)).toBe(ms))

describe('an Ogg Opus file', () => {
  const page = (granule: bigint, body: Buffer) => {
    const head = Buffer.alloc(28)
    head.write('OggS', 0, 'latin1')
    head.writeBigInt64LE(granule, 6)
    head[26] = 1
    head[27] = body.length
    return Buffer.concat([head, body])
  }
  const opusHead = Buffer.alloc(19)
  opusHead.write('OpusHead', 0, 'latin1')
  opusHead.writeUInt16LE(312, 10)

  it('is as long as its last page says, less what is left out at the beginning', async () => {
    const at = file('a.opus', Buffer.concat([page(0n, opusHead), page(48_000n, Buffer.alloc(50)), page(48_312n + 48_000n, Buffer.alloc(80))]))
    expect(await opusMs(at)).toBe(2000)
  })
  it('is refused when it is something else', async () => {
    await expect(opusMs(file('b.opus', 'RIFF'))).rejects.toThrow('no Ogg Opus')
    await expect(opusMs(file('c.opus', ''))).rejects.toThrow('no Ogg Opus')
  })
})

describe('the encoder', () => {
  const never = new AbortController().signal
  it('that is not there is told apart from one that fails', async () => {
    await expect(createEncoder('/nowhere/opusenc')('a', 'b', never)).rejects.toBeInstanceOf(NoEncoder)
    await expect(createEncoder(file('not-executable', '#!/bin/sh\n'))('a', 'b', never)).rejects.toBeInstanceOf(NoEncoder)
    const failing = createEncoder(file('failing', '#!/bin/sh\necho "cannot read $1" >&2\nexit 3\n', 0o755))
    await expect(failing('a', 'b', never)).rejects.toThrow(/ended with 3: cannot read/)
  })
  it('is ended when told so', async () => {
    const abort = new AbortController()
    const work = createEncoder(file('slow', '#!/bin/sh\nexec sleep 30\n', 0o755))('a', 'b', abort.signal)
    abort.abort()
    await expect(work).rejects.toThrow(/abort/i)
  })
})
