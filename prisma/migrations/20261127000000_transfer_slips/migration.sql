-- Transfer slips (phiếu chuyển): who has a petition, with the clock of its levels; results, comments, the operators' desk.
ALTER TABLE "ticket"
  ADD COLUMN "cycle" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "returns" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "due_at" TIMESTAMPTZ(3),
  ADD COLUMN "refusal_reason" TEXT,
  ADD COLUMN "refusal_guidance" TEXT,
  ADD COLUMN "answer" TEXT,
  ADD COLUMN "answered_at" TIMESTAMPTZ(3),
  ADD COLUMN "public_text" TEXT,
  ADD COLUMN "published_at" TIMESTAMPTZ(3),
  ADD COLUMN "ended_at" TIMESTAMPTZ(3),
  ADD COLUMN "merged_into_id" UUID;
ALTER TABLE "ticket_history" ADD COLUMN "act_id" UUID;

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "cycle" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "main_id" UUID,
    "unit_id" UUID NOT NULL,
    "office_unit_id" UUID NOT NULL,
    "from_unit_id" UUID,
    "from_person_id" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "handler_id" UUID,
    "taken_at" TIMESTAMPTZ(3),
    "within_unit_id" UUID,
    "clock" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "holder_unit_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "calendar_version" TEXT NOT NULL,
    "scheduled" BOOLEAN NOT NULL DEFAULT false,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "next_wake_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "close_cause" TEXT,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment_term" (
    "assignment_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lapsed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_term_pkey" PRIMARY KEY ("assignment_id","no")
);

-- CreateTable
CREATE TABLE "extension" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_by_id" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "extension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "result" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "assignment_id" UUID,
    "unit_id" UUID NOT NULL,
    "content" TEXT NOT NULL,
    "written_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_in_at" TIMESTAMPTZ(3),
    "sent_back_at" TIMESTAMPTZ(3),
    "sent_back_reason" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "checked_by_id" UUID,

    CONSTRAINT "result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_comment" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'comment',
    "text" TEXT NOT NULL,

    CONSTRAINT "ticket_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk_task" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,

    CONSTRAINT "desk_task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ticket_merged_into_id_idx" ON "ticket"("merged_into_id");

-- CreateIndex
CREATE INDEX "ticket_history_act_id_idx" ON "ticket_history"("act_id");

-- CreateIndex
CREATE INDEX "assignment_unit_id_state_due_at_idx" ON "assignment"("unit_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "assignment_holder_unit_id_state_due_at_idx" ON "assignment"("holder_unit_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "assignment_within_unit_id_idx" ON "assignment"("within_unit_id");

-- CreateIndex
CREATE INDEX "assignment_main_id_idx" ON "assignment"("main_id");

-- CreateIndex
CREATE INDEX "assignment_handler_id_state_idx" ON "assignment"("handler_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "assignment_ticket_id_number_key" ON "assignment"("ticket_id", "number");

-- CreateIndex
CREATE INDEX "assignment_term_unit_id_lapsed_at_idx" ON "assignment_term"("unit_id", "lapsed_at");

-- CreateIndex
CREATE INDEX "extension_ticket_id_idx" ON "extension"("ticket_id");

-- CreateIndex
CREATE INDEX "extension_assignment_id_idx" ON "extension"("assignment_id");

-- CreateIndex
CREATE INDEX "extension_unit_id_ends_at_idx" ON "extension"("unit_id", "ends_at");

-- CreateIndex
CREATE INDEX "result_ticket_id_created_at_idx" ON "result"("ticket_id", "created_at");

-- CreateIndex
CREATE INDEX "result_assignment_id_idx" ON "result"("assignment_id");

-- CreateIndex
CREATE INDEX "ticket_comment_ticket_id_at_idx" ON "ticket_comment"("ticket_id", "at");

-- CreateIndex
CREATE INDEX "desk_task_ticket_id_idx" ON "desk_task"("ticket_id");

-- CreateIndex
CREATE INDEX "desk_task_done_by_id_idx" ON "desk_task"("done_by_id");

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_office_unit_id_fkey" FOREIGN KEY ("office_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_within_unit_id_fkey" FOREIGN KEY ("within_unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_from_unit_id_fkey" FOREIGN KEY ("from_unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_from_person_id_fkey" FOREIGN KEY ("from_person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_handler_id_fkey" FOREIGN KEY ("handler_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_main_id_fkey" FOREIGN KEY ("main_id") REFERENCES "assignment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_term" ADD CONSTRAINT "assignment_term_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_term" ADD CONSTRAINT "assignment_term_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_written_by_id_fkey" FOREIGN KEY ("written_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_checked_by_id_fkey" FOREIGN KEY ("checked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_comment" ADD CONSTRAINT "ticket_comment_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_comment" ADD CONSTRAINT "ticket_comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk_task" ADD CONSTRAINT "desk_task_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk_task" ADD CONSTRAINT "desk_task_done_by_id_fkey" FOREIGN KEY ("done_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- ---- what Prisma's language cannot say ----

-- A draft has no code. A draft whose call belonged to another petition never gets one.
ALTER TABLE ticket DROP CONSTRAINT ticket_code_when_saved;
ALTER TABLE ticket
  ADD CONSTRAINT ticket_code_when_saved CHECK ((status = 'draft' OR merged_into_id IS NOT NULL) = (code IS NULL)),
  ADD CONSTRAINT ticket_merged CHECK (merged_into_id IS NULL OR (status = 'withdrawn' AND merged_into_id <> id)),
  ADD CONSTRAINT ticket_refused_has_reason CHECK (status <> 'refused' OR refusal_reason <> '') NOT VALID,
  ADD CONSTRAINT ticket_counts CHECK (cycle >= 1 AND returns >= 0),
  ADD CONSTRAINT ticket_published_approved CHECK (published_at IS NULL OR (public_text <> '' AND NOT state_secret));

ALTER TABLE assignment
  ADD CONSTRAINT assignment_part CHECK (part IN ('main', 'coordinating')),
  ADD CONSTRAINT assignment_of_main CHECK ((part = 'coordinating') = (main_id IS NOT NULL)),
  ADD CONSTRAINT assignment_state CHECK (state IN ('running', 'paused', 'lapsed', 'stopped', 'closed')),
  ADD CONSTRAINT assignment_level CHECK (level IN ('focal-point', 'unit-head', 'provincial-office')),
  ADD CONSTRAINT assignment_closed CHECK ((state = 'closed') = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (close_cause IS NULL)),
  ADD CONSTRAINT assignment_wakes_while_it_goes CHECK (next_wake_at IS NULL OR state IN ('running', 'paused', 'lapsed')),
  ADD CONSTRAINT assignment_number CHECK (number >= 1 AND revision >= 1);
-- One unit owns a petition at a time; a unit coordinates it once at a time.
CREATE UNIQUE INDEX assignment_one_main ON assignment (ticket_id) WHERE part = 'main' AND state <> 'closed';
CREATE UNIQUE INDEX assignment_one_coordinating ON assignment (ticket_id, unit_id) WHERE part = 'coordinating' AND state <> 'closed';
-- The sweep's question: what should have been woken by now?
CREATE INDEX assignment_next_wake ON assignment (next_wake_at) WHERE next_wake_at IS NOT NULL;

ALTER TABLE assignment_term
  ADD CONSTRAINT assignment_term_level CHECK (level IN ('focal-point', 'unit-head', 'provincial-office')),
  ADD CONSTRAINT assignment_term_times CHECK (due_at >= received_at AND ended_at >= received_at AND lapsed_at >= received_at);
ALTER TABLE extension
  ADD CONSTRAINT extension_amount CHECK (amount > 0 AND unit IN ('day', 'hour', 'minute')),
  ADD CONSTRAINT extension_times CHECK (ends_at > made_at),
  ADD CONSTRAINT extension_part CHECK (part IN ('main', 'coordinating')),
  ADD CONSTRAINT extension_reason CHECK (reason <> '');
ALTER TABLE result
  ADD CONSTRAINT result_content CHECK (content <> ''),
  ADD CONSTRAINT result_sent_back CHECK ((sent_back_at IS NULL) = (sent_back_reason IS NULL)),
  ADD CONSTRAINT result_handed_in_first CHECK (handed_in_at IS NOT NULL OR (sent_back_at IS NULL AND approved_at IS NULL));
-- What is still being written: one a slip.
CREATE UNIQUE INDEX result_one_open ON result (assignment_id) WHERE handed_in_at IS NULL;
ALTER TABLE ticket_comment
  ADD CONSTRAINT ticket_comment_kind CHECK (kind IN ('comment', 'urge', 'request-info')),
  ADD CONSTRAINT ticket_comment_text CHECK (text <> '');
ALTER TABLE desk_task
  ADD CONSTRAINT desk_task_kind CHECK (kind IN ('draft', 'returned-slip', 'result-check', 'tell-citizen'));
CREATE UNIQUE INDEX desk_task_one_open ON desk_task (ticket_id, kind) WHERE done_at IS NULL;
CREATE INDEX desk_task_open ON desk_task (kind, due_at) WHERE done_at IS NULL;
-- The work lists: what is open, due first.
CREATE INDEX ticket_open_due ON ticket (status, due_at) WHERE status IN ('waiting', 'processing', 'scheduled');

-- The search text follows what it is made of; a change of status or deadline need not fold it anew.
DROP TRIGGER ticket_search_text ON ticket;
CREATE TRIGGER ticket_search_text
  BEFORE INSERT OR UPDATE OF code, title, content, reporter_name, reporter_phone, reporter_number, place ON ticket
  FOR EACH ROW EXECUTE FUNCTION ticket_search_text();
