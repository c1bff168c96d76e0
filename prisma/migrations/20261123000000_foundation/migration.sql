-- First schema: directory, sessions, calls, recordings, tickets.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "parent_id" UUID,
    "predecessor_id" UUID,
    "head_is_focal" BOOLEAN NOT NULL DEFAULT false,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "password_hash" TEXT,
    "locked_at" TIMESTAMPTZ(3),
    "phone_kind" TEXT NOT NULL DEFAULT 'browser',
    "sip_contact" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" UUID,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sip_account" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call" (
    "id" UUID NOT NULL,
    "server_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "caller_number" TEXT,
    "caller_raw" TEXT NOT NULL DEFAULT '',
    "caller_display" TEXT NOT NULL DEFAULT '',
    "hotline_number" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "queued_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "agent_id" UUID,
    "talk_ms" INTEGER NOT NULL DEFAULT 0,
    "hold_ms" INTEGER NOT NULL DEFAULT 0,
    "ticket_id" UUID,

    CONSTRAINT "call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_event" (
    "call_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "event" JSONB NOT NULL,
    "effects" JSONB NOT NULL,

    CONSTRAINT "call_event_pkey" PRIMARY KEY ("call_id","seq")
);

-- CreateTable
CREATE TABLE "recording" (
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "bytes" INTEGER,
    "sha256" TEXT,

    CONSTRAINT "recording_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recording_listen" (
    "id" UUID NOT NULL,
    "recording_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recording_listen_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_interval" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "pause_reason" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "call_id" UUID,

    CONSTRAINT "agent_interval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_cursor" (
    "journal_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journal_cursor_pkey" PRIMARY KEY ("journal_id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "code" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "progress" TEXT,
    "step" TEXT NOT NULL DEFAULT 'operator',
    "kind" TEXT NOT NULL DEFAULT 'petition',
    "channel" TEXT NOT NULL,
    "reporter_phone" TEXT NOT NULL DEFAULT '',
    "reporter_number" TEXT,
    "reporter_name" TEXT NOT NULL DEFAULT '',
    "reporter_kind" TEXT NOT NULL DEFAULT 'person',
    "reporter_id_number" TEXT NOT NULL DEFAULT '',
    "reporter_address" TEXT NOT NULL DEFAULT '',
    "reporter_email" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "category_id" UUID,
    "occurred_at" TIMESTAMPTZ(3),
    "place" TEXT NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "reported_unit_id" UUID,
    "content" TEXT NOT NULL DEFAULT '',
    "identity_hidden" BOOLEAN NOT NULL DEFAULT false,
    "content_confidential" BOOLEAN NOT NULL DEFAULT false,
    "state_secret" BOOLEAN NOT NULL DEFAULT false,
    "bcci" JSONB,
    "created_by_id" UUID,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_history" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "field" TEXT,
    "old_value" TEXT,
    "new_value" TEXT,

    CONSTRAINT "ticket_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "code_counter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "code_counter_pkey" PRIMARY KEY ("year")
);

-- CreateIndex
CREATE INDEX "unit_parent_id_idx" ON "unit"("parent_id");

-- CreateIndex
CREATE INDEX "unit_predecessor_id_idx" ON "unit"("predecessor_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_code_valid_from_key" ON "unit"("code", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "person_phone_key" ON "person"("phone");

-- CreateIndex
CREATE INDEX "membership_unit_id_role_idx" ON "membership"("unit_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "membership_person_id_unit_id_role_valid_from_key" ON "membership"("person_id", "unit_id", "role", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_person_id_idx" ON "invitation"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_sip_account_key" ON "session"("sip_account");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "call_caller_number_arrived_at_idx" ON "call"("caller_number", "arrived_at");

-- CreateIndex
CREATE INDEX "call_arrived_at_idx" ON "call"("arrived_at");

-- CreateIndex
CREATE INDEX "call_ticket_id_idx" ON "call"("ticket_id");

-- CreateIndex
CREATE INDEX "call_agent_id_arrived_at_idx" ON "call"("agent_id", "arrived_at");

-- CreateIndex
CREATE UNIQUE INDEX "recording_path_key" ON "recording"("path");

-- CreateIndex
CREATE INDEX "recording_call_id_idx" ON "recording"("call_id");

-- CreateIndex
CREATE INDEX "recording_listen_recording_id_at_idx" ON "recording_listen"("recording_id", "at");

-- CreateIndex
CREATE INDEX "agent_interval_agent_id_started_at_idx" ON "agent_interval"("agent_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "category_code_key" ON "category"("code");

-- CreateIndex
CREATE INDEX "category_parent_id_idx" ON "category"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_code_key" ON "ticket"("code");

-- CreateIndex
CREATE INDEX "ticket_reporter_number_reported_at_idx" ON "ticket"("reporter_number", "reported_at");

-- CreateIndex
CREATE INDEX "ticket_status_reported_at_idx" ON "ticket"("status", "reported_at");

-- CreateIndex
CREATE INDEX "ticket_reported_at_idx" ON "ticket"("reported_at");

-- CreateIndex
CREATE INDEX "ticket_category_id_reported_at_idx" ON "ticket"("category_id", "reported_at");

-- CreateIndex
CREATE INDEX "ticket_history_ticket_id_id_idx" ON "ticket_history"("ticket_id", "id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_predecessor_id_fkey" FOREIGN KEY ("predecessor_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_event" ADD CONSTRAINT "call_event_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording_listen" ADD CONSTRAINT "recording_listen_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_interval" ADD CONSTRAINT "agent_interval_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_reported_unit_id_fkey" FOREIGN KEY ("reported_unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_history" ADD CONSTRAINT "ticket_history_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ---- what Prisma's language cannot say ----

-- Lower case without accents; unaccent() itself is only STABLE, and đ is a letter of its own.
CREATE FUNCTION search_fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT replace(lower(public.unaccent('public.unaccent'::regdictionary, value)), 'đ', 'd') $$;

CREATE FUNCTION ticket_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text := search_fold(concat_ws(' ', NEW.code, NEW.title, NEW.content, NEW.reporter_name, NEW.reporter_phone, NEW.reporter_number, NEW.place));
  RETURN NEW;
END $$;
CREATE TRIGGER ticket_search_text BEFORE INSERT OR UPDATE ON ticket
  FOR EACH ROW EXECUTE FUNCTION ticket_search_text();
CREATE INDEX ticket_search_text_trgm ON ticket USING gin (search_text gin_trgm_ops);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER ticket_history_append_only BEFORE UPDATE OR DELETE ON ticket_history
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ticket_history_no_truncate BEFORE TRUNCATE ON ticket_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE UNIQUE INDEX agent_interval_one_open ON agent_interval (agent_id) WHERE ended_at IS NULL;

ALTER TABLE person
  ADD CONSTRAINT person_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
  ADD CONSTRAINT person_phone_kind CHECK (phone_kind IN ('browser', 'sip')),
  ADD CONSTRAINT person_sip_contact CHECK ((phone_kind = 'sip') = (sip_contact IS NOT NULL));
ALTER TABLE membership
  ADD CONSTRAINT membership_role CHECK (role IN ('operator', 'supervisor', 'focal-point', 'unit-head', 'provincial-office', 'overseer', 'administrator')),
  ADD CONSTRAINT membership_validity CHECK (valid_to IS NULL OR valid_to > valid_from);
ALTER TABLE unit
  ADD CONSTRAINT unit_validity CHECK (valid_to IS NULL OR valid_to >= valid_from),
  ADD CONSTRAINT unit_no_own_parent CHECK (parent_id IS DISTINCT FROM id),
  ADD CONSTRAINT unit_capabilities CHECK (capabilities <@ ARRAY['operator', 'province-office', 'overseer']);
ALTER TABLE invitation
  ADD CONSTRAINT invitation_times CHECK (expires_at > created_at);
ALTER TABLE call
  ADD CONSTRAINT call_number_e164 CHECK (caller_number ~ '^\+[1-9][0-9]{7,14}$'),
  ADD CONSTRAINT call_outcome CHECK (outcome IN ('answered', 'abandoned', 'out-of-hours', 'interrupted')),
  ADD CONSTRAINT call_ended_has_outcome CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  ADD CONSTRAINT call_order CHECK (queued_at >= arrived_at AND answered_at >= arrived_at AND ended_at >= arrived_at),
  ADD CONSTRAINT call_times CHECK (talk_ms >= 0 AND hold_ms >= 0);
ALTER TABLE recording
  ADD CONSTRAINT recording_size CHECK (duration_ms >= 0 AND bytes >= 0),
  ADD CONSTRAINT recording_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$');
ALTER TABLE agent_interval
  ADD CONSTRAINT agent_interval_state CHECK (state IN ('offline', 'ready', 'ringing', 'on-call', 'wrap-up', 'paused', 'not-responding')),
  ADD CONSTRAINT agent_interval_reason CHECK ((state = 'paused') = (pause_reason IS NOT NULL)),
  ADD CONSTRAINT agent_interval_reason_known CHECK (pause_reason IN ('break', 'meal', 'meeting', 'training', 'back-office', 'technical')),
  ADD CONSTRAINT agent_interval_order CHECK (ended_at >= started_at);
ALTER TABLE ticket
  ADD CONSTRAINT ticket_status CHECK (status IN ('draft', 'waiting', 'processing', 'scheduled', 'completed', 'refused', 'withdrawn')),
  ADD CONSTRAINT ticket_progress CHECK (progress IN ('not-due', 'on-time', 'late')),
  ADD CONSTRAINT ticket_step CHECK (step IN ('operator', 'focal-point', 'unit-head', 'provincial-office', 'coordination')),
  ADD CONSTRAINT ticket_kind CHECK (kind IN ('petition', 'question', 'bcci')),
  ADD CONSTRAINT ticket_channel CHECK (channel IN ('hotline', 'web', 'email', 'zalo', 'facebook', 'mobile-app', 'walk-in', 'other')),
  ADD CONSTRAINT ticket_reporter_kind CHECK (reporter_kind IN ('person', 'organisation')),
  ADD CONSTRAINT ticket_reporter_number CHECK (reporter_number ~ '^\+[1-9][0-9]{7,14}$'),
  ADD CONSTRAINT ticket_code_form CHECK (code ~ '^GL[0-9]{2}-[0-9]{6,}$'),
  ADD CONSTRAINT ticket_code_when_saved CHECK ((status = 'draft') = (code IS NULL)),
  ADD CONSTRAINT ticket_version CHECK (version >= 0),
  ADD CONSTRAINT ticket_place CHECK ((latitude IS NULL) = (longitude IS NULL) AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180);
ALTER TABLE code_counter ADD CONSTRAINT code_counter_positive CHECK (last > 0);
