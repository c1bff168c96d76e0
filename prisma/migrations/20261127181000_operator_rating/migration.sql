-- The caller rates the operator by key after the talk: one rating of a call, and only where it was asked for.
ALTER TABLE "call"
  ADD COLUMN "rating_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "rating" SMALLINT,
  ADD CONSTRAINT call_rating CHECK (rating BETWEEN 1 AND 3),
  ADD CONSTRAINT call_rating_asked CHECK (rating IS NULL OR rating_asked_at IS NOT NULL);
