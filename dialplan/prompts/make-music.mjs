#!/usr/bin/env node
/**
 * Makes the hold music: soft plucked strings over a pentatonic scale, composed here, so that no
 * one else's rights are touched. Always the same notes: the random numbers start from one seed.
 *
 *   node dialplan/prompts/make-music.mjs
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const RATE = 8000
const BEAT_SECONDS = 0.6
const BEATS = 80
const TARGET_RMS = 10 ** (-18 / 20)
const PEAK = 10 ** (-3 / 20)
/** F sharp pentatonic: none of its notes lies on a frequency the tests listen for (1000, 1300, 1700 Hz). */
const MELODY = [46, 49, 51, 54, 56, 58, 61, 63, 66].map(frequency)
/** One bass note for every four beats. */
const BASS = [30, 37, 34, 32, 30, 39, 37, 34, 30, 37].map(frequency)
const LENGTH = Math.round(BEATS * BEAT_SECONDS * RATE)

const random = randomFrom(1022)
const mix = new Float64Array(LENGTH)

let step = 4
for (let half = 0; half < BEATS * 2; half += 1) {
  const isBeat = half % 2 === 0
  // Off-beats rest now and then, which lets the phrase breathe.
  if (!isBeat && random() < 0.45) continue
  step = Math.max(0, Math.min(MELODY.length - 1, step + Math.round((random() - 0.5) * 4)))
  pluck(MELODY[step], (half * BEAT_SECONDS) / 2, isBeat ? 0.55 : 0.38, 1.9)
  if (half % 8 === 0) {
    const bass = BASS[(half / 8) % BASS.length]
    pluck(bass, (half * BEAT_SECONDS) / 2, 0.6, 3.2)
    pluck(bass * 1.5, ((half + 3) * BEAT_SECONDS) / 2, 0.3, 2.4)
  }
}
echo(0.27, 0.22)
const file = join(dirname(fileURLToPath(import.meta.url)), 'music', 'hold.wav')
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, wav(level(mix)))
console.log(`${file}: ${(LENGTH / RATE).toFixed(1)} s`)

/** Frequency of a MIDI note. */
function frequency(note) {
  return 440 * 2 ** ((note - 69) / 12)
}

/**
 * A plucked string: harmonics that fall off in strength and die faster the higher they are.
 * What sounds past the end goes on at the beginning, so the loop has no seam.
 */
function pluck(hz, atSeconds, strength, seconds) {
  const start = Math.round(atSeconds * RATE)
  const length = Math.round(seconds * RATE)
  for (let harmonic = 1; harmonic <= 5; harmonic += 1) {
    const pitch = hz * harmonic * (1 + 0.0004 * harmonic ** 2)
    if (pitch > 3200) break
    const gain = strength / harmonic ** 1.7
    const decay = (1.6 + 0.9 * harmonic) / seconds
    for (let index = 0; index < length; index += 1) {
      const time = index / RATE
      const attack = Math.min(1, time / 0.008)
      const release = Math.min(1, (length - index) / (0.05 * RATE))
      const value = gain * attack * release * Math.exp(-decay * time) * Math.sin(2 * Math.PI * pitch * time)
      const at = (start + index) % LENGTH
      mix[at] += value
    }
  }
}

/** One soft repetition that gives the strings a room. */
function echo(seconds, share) {
  const dry = mix.slice()
  const delay = Math.round(seconds * RATE)
  for (let index = 0; index < LENGTH; index += 1) {
    mix[index] += share * dry[(index - delay + LENGTH) % LENGTH]
  }
}

/** Brings the music to a steady telephone level; rounded peaks instead of clipped ones. */
function level(samples) {
  const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
  return samples.map((value) => PEAK * Math.tanh(((value / rms) * TARGET_RMS) / PEAK))
}

function wav(samples) {
  const bytes = Buffer.alloc(44 + samples.length * 2)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(RATE, 24)
  bytes.writeUInt32LE(RATE * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(samples.length * 2, 40)
  for (const [index, value] of samples.entries()) bytes.writeInt16LE(Math.round(value * 32767), 44 + index * 2)
  return bytes
}

/** Mulberry32: small, even enough, the same on every machine. */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}
