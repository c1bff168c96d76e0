// Endpoints: call-backs, dispositions, figures, alarms and recordings.
import { z } from 'zod'
import { Alarm } from './alarms.ts'
import { DayAgents, DayFigures, DayQuery, FigureCalls, FigureCallsQuery, FigureListQuery } from './board.ts'
import { CallbacksDone, CallbacksDoneBody, CallbackTask, CalledAgain } from './callbacks.ts'
import { DispositionBody, DispositionView } from './dispositions.ts'
import { byId, desk, type Endpoint, figureReaders, handlers } from './endpoint.ts'
import { HoldBody, RecordingDetail } from './recordings.ts'

/** Call-backs, dispositions, figures, alarms and recordings. */
export const callEndpoints = {
  callbacks: {
    method: 'GET',
    path: '/api/callbacks',
    access: desk,
    summary: 'Numbers that must be called back, oldest first',
    response: z.array(CallbackTask),
  },
  callbackDone: {
    method: 'POST',
    path: '/api/callbacks/:id/done',
    access: desk,
    summary: 'This number was called back; the first to say so is the one noted',
    params: byId,
  },

  callbacksDone: {
    method: 'POST',
    path: '/api/callbacks/done',
    access: desk,
    summary: 'Several numbers were called back; those that somebody else was quicker with are named',
    body: CallbacksDoneBody,
    response: CallbacksDone,
  },
  callbacksCalledAgain: {
    method: 'GET',
    path: '/api/callbacks/called-again',
    access: desk,
    summary: "Today's numbers whose task ended because they called again and were answered, newest first",
    response: z.array(CalledAgain),
  },
  disposition: {
    method: 'GET',
    path: '/api/calls/:id/disposition',
    access: desk,
    summary: 'What a call was about, and what its ticket suggests',
    params: byId,
    response: DispositionView,
  },
  setDisposition: {
    method: 'PUT',
    path: '/api/calls/:id/disposition',
    access: desk,
    summary: 'Say what a call was about: whoever answered it, until the end of its day; every choice is kept',
    params: byId,
    body: DispositionBody,
    response: DispositionView,
  },

  figures: {
    method: 'GET',
    path: '/api/figures',
    access: figureReaders,
    summary: "A day's figures of the calls in all and by hour, today's if no day is named",
    query: DayQuery,
    response: DayFigures,
  },
  figureCalls: {
    method: 'GET',
    path: '/api/figures/calls',
    access: figureReaders,
    summary: 'The calls behind a figure; overseers see their numbers masked',
    query: FigureCallsQuery,
    response: FigureCalls,
  },
  figureCallsFile: {
    method: 'GET',
    path: '/api/figures/calls.csv',
    access: figureReaders,
    summary: 'The same calls as a file for Excel (text/csv, UTF-8), at most 20,000; overseers see their numbers masked',
    query: FigureListQuery,
  },
  agentFigures: {
    method: 'GET',
    path: '/api/figures/agents',
    access: figureReaders,
    summary: "A day's figures of each operator, today's if no day is named",
    query: DayQuery,
    response: DayAgents,
  },

  alarms: {
    method: 'GET',
    path: '/api/alarms',
    access: ['operator', 'supervisor', 'administrator'],
    summary: 'What does not work at present, oldest first',
    response: z.array(Alarm),
  },

  recording: {
    method: 'GET',
    path: '/api/recordings/:id/audio',
    access: handlers,
    summary: 'The recording (WAV, or Ogg Opus), with byte ranges',
    params: byId,
  },
  recordingDetail: {
    method: 'GET',
    path: '/api/recordings/:id',
    access: [...handlers, 'administrator'],
    summary: 'Waveform, segments, pauses, hold and listeners of a recording',
    params: byId,
    response: RecordingDetail,
  },
  holdRecording: {
    method: 'PUT',
    path: '/api/recordings/:id/hold',
    access: ['supervisor', 'administrator'],
    summary: 'Set or lift the legal hold of a recording',
    params: byId,
    body: HoldBody,
    response: RecordingDetail,
  },
} as const satisfies Record<string, Endpoint>
