// What the demonstration shows of calls: numbers nobody owns.
/** Calls without a petition: callers who came back, gave up, or rang at night. */
export const inventedCalls: readonly { daysAgo: number; at: string; phone: string; outcome: 'answered' | 'abandoned' | 'out-of-hours'; talk: number }[] = [
  { daysAgo: 40, at: '10:12', phone: '014', outcome: 'answered', talk: 95 },
  { daysAgo: 9, at: '11:20', phone: '014', outcome: 'answered', talk: 74 },
  { daysAgo: 6, at: '23:40', phone: '077', outcome: 'out-of-hours', talk: 0 },
  { daysAgo: 3, at: '08:15', phone: '052', outcome: 'abandoned', talk: 0 },
  { daysAgo: 2, at: '20:14', phone: '014', outcome: 'answered', talk: 130 },
  { daysAgo: 1, at: '09:03', phone: '046', outcome: 'abandoned', talk: 0 },
]
