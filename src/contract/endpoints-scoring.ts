// Endpoints: quality scoring.
import { z } from 'zod'
import { byId, desk, type Endpoint, supervisors } from './endpoint.ts'
import {
  CallToScore,
  OwnScores,
  OwnScoresQuery,
  ReplyBody,
  SaveScoringFormBody,
  ScoreBody,
  ScoringForm,
  ScoringList,
  ScoringQuery,
  ScoringSummary,
  SummaryQuery,
} from './scoring.ts'

/** Quality scoring. */
export const scoringEndpoints = {
  scoringForm: {
    method: 'GET',
    path: '/api/scoring/form',
    access: [...desk, 'administrator'],
    summary: 'The form recorded calls are scored with, its present version',
    response: ScoringForm,
  },
  saveScoringForm: {
    method: 'PUT',
    path: '/api/scoring/form',
    access: ['supervisor', 'administrator'],
    summary: 'A new version of the form; gradings keep theirs, an older version is refused as conflict',
    body: SaveScoringFormBody,
    response: ScoringForm,
  },
  scoringCalls: {
    method: 'GET',
    path: '/api/scoring/calls',
    access: supervisors,
    summary: 'Recorded talks to score, begun, or graded; by operator, days, outcome, rating, or a sample of each operator drawn by chance',
    query: ScoringQuery,
    response: ScoringList,
  },
  callToScore: {
    method: 'GET',
    path: '/api/scoring/calls/:id',
    access: supervisors,
    summary: "One call with its recordings, the form, the viewer's draft and every grading",
    params: byId,
    response: CallToScore,
  },
  saveScore: {
    method: 'PUT',
    path: '/api/scoring/calls/:id/draft',
    access: supervisors,
    summary: 'Save what was scored so far; nobody else sees it',
    params: byId,
    body: ScoreBody,
    response: z.object({ savedAt: z.iso.datetime() }),
  },
  dropScore: { method: 'DELETE', path: '/api/scoring/calls/:id/draft', access: supervisors, summary: 'Throw the own draft away', params: byId },
  gradeCall: {
    method: 'POST',
    path: '/api/scoring/calls/:id/grading',
    access: supervisors,
    summary: 'Grade for good; `replacesId` makes it the correction of an earlier grading, and both are kept',
    params: byId,
    body: ScoreBody,
    response: CallToScore,
  },
  scoringSummary: {
    method: 'GET',
    path: '/api/scoring/summary',
    access: supervisors,
    summary: 'Means by operator and by criterion of what was graded in these days',
    query: SummaryQuery,
    response: ScoringSummary,
  },
  ownScores: {
    method: 'GET',
    path: '/api/scoring/own',
    access: desk,
    summary: "The viewer's own gradings with comments and recordings, newest first",
    query: OwnScoresQuery,
    response: OwnScores,
  },
  replyToScore: {
    method: 'POST',
    path: '/api/scoring/gradings/:id/reply',
    access: desk,
    summary: 'The operator has seen his grading, and may say one thing about it; once',
    params: byId,
    body: ReplyBody,
  },
} as const satisfies Record<string, Endpoint>
