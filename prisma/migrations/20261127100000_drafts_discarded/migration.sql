-- A draft in which there was no petition is kept without a code, as one that was attached to another is.
ALTER TABLE ticket
  DROP CONSTRAINT ticket_code_when_saved,
  ADD CONSTRAINT ticket_code_when_saved CHECK ((status = 'draft' OR merged_into_id IS NOT NULL OR (status = 'withdrawn' AND saved_at IS NULL)) = (code IS NULL));
