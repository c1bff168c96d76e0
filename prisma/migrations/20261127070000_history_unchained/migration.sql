-- Rows of before there was a chain are found without going through all the others; afterwards this index is empty.
CREATE INDEX "ticket_history_unchained_idx" ON "ticket_history" ("id") WHERE "hash" IS NULL;

-- When a chain last grew is the database's own time from now on (src/tickets/history-append.ts). Nothing has been signed by it yet
-- where this runs first; where it has, the next file takes all in once more.
UPDATE "history_head" SET "changed_at" = clock_timestamp();
