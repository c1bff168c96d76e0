-- Calls out: who called whom, how those that nobody answered ended, and which call-back task each was made for.
ALTER TABLE call
  ADD COLUMN direction TEXT NOT NULL DEFAULT 'in',
  ADD COLUMN callback_id UUID REFERENCES callback_task (id) ON DELETE SET NULL,
  ADD CONSTRAINT call_direction CHECK (direction IN ('in', 'out')),
  DROP CONSTRAINT call_outcome,
  ADD CONSTRAINT call_outcome CHECK (outcome IN ('answered', 'abandoned', 'out-of-hours', 'interrupted', 'voicemail', 'turned-away',
    'busy', 'no-answer', 'refused', 'unreachable', 'wrong-number', 'cancelled')),
  ADD CONSTRAINT call_unanswered_is_out CHECK (direction = 'out'
    OR outcome NOT IN ('busy', 'no-answer', 'refused', 'unreachable', 'wrong-number', 'cancelled'));

-- How often a task was tried.
CREATE INDEX call_callback_id_idx ON call (callback_id);
