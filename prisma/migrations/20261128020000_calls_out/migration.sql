-- Calls out: who called whom, and which call-back task each was made for.
ALTER TABLE call
  ADD COLUMN direction TEXT NOT NULL DEFAULT 'in',
  ADD COLUMN callback_id UUID REFERENCES callback_task (id) ON DELETE SET NULL,
  ADD CONSTRAINT call_direction CHECK (direction IN ('in', 'out'));

-- How often a task was tried.
CREATE INDEX call_callback_id_idx ON call (callback_id);
