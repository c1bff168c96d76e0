-- A caller whom a limit of the queue took out of it: overflow. callback: he asked to be called back and keeps his place.
ALTER TABLE call
  DROP CONSTRAINT call_outcome,
  ADD CONSTRAINT call_outcome CHECK (outcome IN ('answered', 'abandoned', 'out-of-hours', 'interrupted', 'voicemail', 'turned-away', 'overflow', 'callback'));
