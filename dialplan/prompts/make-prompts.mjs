#!/usr/bin/env node
/**
 * Speaks every prompt of prompts.json into its WAV file: 8 kHz, 16-bit, mono, as Asterisk plays it.
 *
 *   apt-get install espeak-ng sox
 *   node dialplan/prompts/make-prompts.mjs            all prompts
 *   node dialplan/prompts/make-prompts.mjs greeting   only these
 *
 * Files an administrator has replaced by recordings of a person are overwritten: name the prompts.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const WORDS_PER_MINUTE = '150'
const PEAK_DBFS = '-6'
/** Silence before and after the words: the first syllable survives a slow start of audio. */
const PAD_SECONDS = ['0.15', '0.25']
/** Pieces are put together into sentences: hardly any silence between two words. */
const PIECE_PAD_SECONDS = ['0.02', '0.05']
/** A word alone is spoken more slowly, and its soft ends (the f of phút) are kept. */
const PIECE_WORDS_PER_MINUTE = '115'
const SILENCE = '-45d'
const PIECE_SILENCE = '-58d'

/** Lifts the quiet syllables: a citizen often listens in a noisy street. */
const COMPRESSION = ['0.0005,0.06', '-70,-70,-40,-30,-24,-12,-12,-7,0,-4', '0', '-20', '0.002']

const folder = dirname(fileURLToPath(import.meta.url))
const prompts = JSON.parse(readFileSync(join(folder, 'prompts.json'), 'utf8'))
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !prompts.some((prompt) => prompt.name === name))
if (unknown.length > 0) throw new Error(`prompts.json has no ${unknown.join(', ')}`)

const scratch = mkdtempSync(join(tmpdir(), 'prompts-'))
try {
  for (const prompt of prompts) {
    if (wanted.length === 0 || wanted.includes(prompt.name)) make(prompt)
  }
} finally {
  rmSync(scratch, { recursive: true })
}

function make({ name, text, say, file, piece }) {
  const spoken = join(scratch, `${name}.wav`)
  const target = join(folder, file)
  mkdirSync(dirname(target), { recursive: true })
  execFileSync('espeak-ng', ['-v', 'vi', '-s', piece ? PIECE_WORDS_PER_MINUTE : WORDS_PER_MINUTE, '-w', spoken, say ?? text])
  // -R and -D make a second run give the same bytes; the band is the telephone's own.
  const effects = [
    ...['highpass', '120', 'rate', '-h', '8000'],
    ...trimStart(piece),
    'reverse',
    ...trimStart(piece),
    'reverse',
    ...['pad', ...(piece ? PIECE_PAD_SECONDS : PAD_SECONDS)],
    ...['norm', '-1', 'compand', ...COMPRESSION],
    ...['norm', PEAK_DBFS],
  ]
  execFileSync('sox', ['-R', '-D', '-G', spoken, '-b', '16', '-c', '1', target, ...effects])
  console.log(`${file}: ${execFileSync('soxi', ['-D', target], { encoding: 'utf8' }).trim()} s`)
}

function trimStart(piece) {
  return ['silence', '1', '0.02', piece ? PIECE_SILENCE : SILENCE]
}
