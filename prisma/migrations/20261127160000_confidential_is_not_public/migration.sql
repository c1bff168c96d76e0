-- What the citizen asked to keep to the hotline is not public either.
UPDATE ticket SET public_text = NULL, published_at = NULL WHERE published_at IS NOT NULL AND (state_secret OR content_confidential);
ALTER TABLE ticket
  DROP CONSTRAINT ticket_published_approved,
  ADD CONSTRAINT ticket_published_approved CHECK (published_at IS NULL OR (public_text <> '' AND NOT state_secret AND NOT content_confidential));
