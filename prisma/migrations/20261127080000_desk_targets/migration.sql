-- Petitions saved but not sent, those whose citizen was asked for more, and call-backs have a target too (§27).
ALTER TABLE desk_task DROP CONSTRAINT desk_task_kind;
ALTER TABLE desk_task
  ADD CONSTRAINT desk_task_kind CHECK (kind IN ('draft', 'new', 'more-info', 'returned-slip', 'result-check', 'tell-citizen'));

-- AlterTable
ALTER TABLE "desk_task" ADD COLUMN "urged_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "callback_task" ADD COLUMN "due_at" TIMESTAMPTZ(3);

-- What waits at the desk already becomes a task like any other; its target is computed when the desk is next read, by the hotline's hours.
INSERT INTO desk_task (id, ticket_id, kind, since)
SELECT gen_random_uuid(), t.id, 'new', coalesce(t.saved_at, t.updated_at)
FROM ticket t
WHERE t.status = 'processing' AND t.step = 'operator'
  AND NOT EXISTS (SELECT FROM assignment a WHERE a.ticket_id = t.id)
  AND NOT EXISTS (SELECT FROM desk_task d WHERE d.ticket_id = t.id AND d.done_at IS NULL);
