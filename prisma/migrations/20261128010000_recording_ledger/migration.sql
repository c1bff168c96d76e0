-- The ledger of recordings: which file is kept, its checksum, pauses, who had the call when, legal hold, removal.
ALTER TABLE "recording"
  ADD COLUMN "opus_path" TEXT,
  ADD COLUMN "opus_bytes" INTEGER,
  ADD COLUMN "opus_sha256" TEXT,
  ADD COLUMN "opus_at" TIMESTAMPTZ(3),
  ADD COLUMN "peaks" BYTEA,
  ADD COLUMN "original_removed_at" TIMESTAMPTZ(3),
  ADD COLUMN "removed_at" TIMESTAMPTZ(3),
  ADD COLUMN "removed_reason" TEXT,
  ADD COLUMN "cleanup_due" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "held" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "fault" TEXT,
  ADD COLUMN "fault_at" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "recording_opus_path_key" ON "recording"("opus_path");
ALTER TABLE recording
  ADD CONSTRAINT recording_opus CHECK (num_nulls(opus_path, opus_bytes, opus_sha256, opus_at) IN (0, 4)),
  ADD CONSTRAINT recording_opus_size CHECK (opus_bytes > 0),
  ADD CONSTRAINT recording_opus_sha256 CHECK (opus_sha256 ~ '^[0-9a-f]{64}$'),
  -- Of a recording that is kept one file is there.
  ADD CONSTRAINT recording_one_file_kept CHECK (original_removed_at IS NULL OR opus_sha256 IS NOT NULL),
  ADD CONSTRAINT recording_removed CHECK ((removed_at IS NULL) = (removed_reason IS NULL)),
  ADD CONSTRAINT recording_removed_reason CHECK (removed_reason IN ('retention')),
  -- What is held for the law is not removed, whatever asks for it.
  ADD CONSTRAINT recording_held_is_kept CHECK (NOT (held AND removed_at IS NOT NULL)),
  ADD CONSTRAINT recording_fault CHECK (fault IN ('changed', 'missing')),
  ADD CONSTRAINT recording_fault_at CHECK ((fault IS NULL) = (fault_at IS NULL));
CREATE INDEX recording_to_compress ON recording (started_at) WHERE opus_sha256 IS NULL AND removed_at IS NULL AND fault IS NULL AND sha256 IS NOT NULL;
CREATE INDEX recording_original_kept ON recording (ended_at) WHERE opus_sha256 IS NOT NULL AND original_removed_at IS NULL AND removed_at IS NULL AND fault IS NULL;
CREATE INDEX recording_not_removed ON recording (started_at) WHERE removed_at IS NULL AND NOT held;
CREATE INDEX recording_cleanup_due ON recording (id) WHERE cleanup_due;
CREATE INDEX recording_faulty ON recording (fault_at) WHERE fault IS NOT NULL;

-- Stretches of silence an operator asked for.
CREATE TABLE "recording_pause" (
  "recording_id" UUID NOT NULL,
  "n" INTEGER NOT NULL,
  "person_id" UUID NOT NULL,
  "from_at" TIMESTAMPTZ(3) NOT NULL,
  "to_at" TIMESTAMPTZ(3),
  "ended" TEXT,
  CONSTRAINT "recording_pause_pkey" PRIMARY KEY ("recording_id", "n")
);
ALTER TABLE "recording_pause" ADD CONSTRAINT "recording_pause_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recording_pause" ADD CONSTRAINT "recording_pause_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "recording_pause_person_id_from_at_idx" ON "recording_pause"("person_id", "from_at");
ALTER TABLE recording_pause
  ADD CONSTRAINT recording_pause_n CHECK (n > 0),
  ADD CONSTRAINT recording_pause_times CHECK (to_at >= from_at),
  ADD CONSTRAINT recording_pause_ended CHECK (ended IN ('resumed', 'talk-over', 'refused')),
  ADD CONSTRAINT recording_pause_end CHECK ((to_at IS NULL) = (ended IS NULL));
CREATE UNIQUE INDEX recording_pause_one_open ON recording_pause (recording_id) WHERE to_at IS NULL;

-- Who had the call from when on; each row lasts until the next one.
CREATE TABLE "recording_segment" (
  "call_id" UUID NOT NULL,
  "seq" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "kind" TEXT NOT NULL,
  "agent_id" UUID,
  "second_id" UUID,
  CONSTRAINT "recording_segment_pkey" PRIMARY KEY ("call_id", "seq")
);
ALTER TABLE "recording_segment" ADD CONSTRAINT "recording_segment_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recording_segment" ADD CONSTRAINT "recording_segment_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recording_segment" ADD CONSTRAINT "recording_segment_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE recording_segment
  ADD CONSTRAINT recording_segment_kind CHECK (kind IN ('greeting', 'queue', 'talk', 'hold', 'consult', 'conference', 'rating', 'elsewhere', 'over')),
  ADD CONSTRAINT recording_segment_agent CHECK ((agent_id IS NOT NULL) = (kind IN ('talk', 'hold', 'consult', 'conference'))),
  ADD CONSTRAINT recording_segment_second CHECK ((second_id IS NOT NULL) = (kind IN ('consult', 'conference')));
CREATE TRIGGER recording_segment_append_only BEFORE UPDATE OR DELETE ON recording_segment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recording_segment_no_truncate BEFORE TRUNCATE ON recording_segment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who held a recording for the law or let it go again, and why: nobody changes or deletes it afterwards.
CREATE TABLE "recording_hold" (
  "id" UUID NOT NULL,
  "recording_id" UUID NOT NULL,
  "act" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "person_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "recording_hold_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "recording_hold_recording_id_at_idx" ON "recording_hold"("recording_id", "at");
CREATE INDEX "recording_hold_person_id_idx" ON "recording_hold"("person_id");
ALTER TABLE "recording_hold" ADD CONSTRAINT "recording_hold_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recording_hold" ADD CONSTRAINT "recording_hold_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE recording_hold
  ADD CONSTRAINT recording_hold_act CHECK (act IN ('set', 'lifted')),
  ADD CONSTRAINT recording_hold_reason CHECK (length(btrim(reason)) BETWEEN 3 AND 500);
CREATE TRIGGER recording_hold_append_only BEFORE UPDATE OR DELETE ON recording_hold
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recording_hold_no_truncate BEFORE TRUNCATE ON recording_hold
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who listened is a person; the list of listeners asks for the name.
ALTER TABLE "recording_listen" ADD CONSTRAINT "recording_listen_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "recording_listen_person_id_idx" ON "recording_listen"("person_id");
