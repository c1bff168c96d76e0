-- A place in the queue that nobody needed any more.
ALTER TABLE call
  DROP CONSTRAINT call_outcome,
  ADD CONSTRAINT call_outcome CHECK (outcome IN ('answered', 'abandoned', 'out-of-hours', 'interrupted', 'voicemail', 'turned-away', 'overflow', 'callback',
    'busy', 'no-answer', 'refused', 'unreachable', 'wrong-number', 'cancelled', 'settled')),
  DROP CONSTRAINT call_unanswered_is_out,
  ADD CONSTRAINT call_unanswered_is_out CHECK (direction = 'out'
    OR outcome NOT IN ('busy', 'no-answer', 'refused', 'unreachable', 'wrong-number', 'cancelled', 'settled'));
