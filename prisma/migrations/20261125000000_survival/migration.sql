-- What outlives the death of a process: the controller's lease, the present state of open calls and agents, calls that
-- the dialplan served alone, what must be called back, how the lines sounded, alarms.

CREATE TABLE "controller_lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "controller_lease_pkey" PRIMARY KEY ("name")
);
ALTER TABLE controller_lease
  ADD CONSTRAINT controller_lease_epoch CHECK (epoch > 0),
  ADD CONSTRAINT controller_lease_times CHECK (expires_at >= renewed_at);

ALTER TABLE "call"
  ADD COLUMN "last_seq" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "served_by" TEXT NOT NULL DEFAULT 'controller',
  ADD COLUMN "state" JSONB;
ALTER TABLE call
  DROP CONSTRAINT call_outcome,
  ADD CONSTRAINT call_outcome CHECK (outcome IN ('answered', 'abandoned', 'out-of-hours', 'interrupted', 'voicemail', 'turned-away')),
  ADD CONSTRAINT call_served_by CHECK (served_by IN ('controller', 'fallback')),
  ADD CONSTRAINT call_last_seq CHECK (last_seq >= 0),
  ADD CONSTRAINT call_state_while_open CHECK (state IS NULL OR ended_at IS NULL);
-- The calls that are up now: read at every takeover, never more than the hotline has lines.
CREATE INDEX call_open ON call (arrived_at) WHERE ended_at IS NULL;

ALTER TABLE "recording" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'call';
ALTER TABLE recording ADD CONSTRAINT recording_kind CHECK (kind IN ('call', 'voicemail'));
CREATE INDEX recording_unmeasured ON recording (started_at) WHERE duration_ms IS NULL;

ALTER TABLE "agent_interval"
  ADD COLUMN "due_at" TIMESTAMPTZ(3),
  ADD COLUMN "idle_since" TIMESTAMPTZ(3),
  ADD COLUMN "after_state" TEXT,
  ADD COLUMN "after_reason" TEXT,
  ADD COLUMN "account" TEXT;
ALTER TABLE agent_interval
  ADD CONSTRAINT agent_interval_after CHECK (after_state IN ('paused', 'offline')),
  ADD CONSTRAINT agent_interval_after_reason CHECK ((after_state IS NOT DISTINCT FROM 'paused') = (after_reason IS NOT NULL));

CREATE TABLE "call_quality" (
    "call_id" UUID NOT NULL,
    "channel_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "packets_received" INTEGER NOT NULL DEFAULT 0,
    "packets_lost" INTEGER NOT NULL DEFAULT 0,
    "worst_loss_percent" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "worst_jitter_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "worst_round_trip_ms" DOUBLE PRECISION,
    "reports" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "call_quality_pkey" PRIMARY KEY ("call_id", "channel_id")
);
ALTER TABLE "call_quality" ADD CONSTRAINT "call_quality_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE call_quality
  ADD CONSTRAINT call_quality_side CHECK (side IN ('caller', 'agent')),
  ADD CONSTRAINT call_quality_figures CHECK (packets_received >= 0 AND packets_lost >= 0 AND worst_loss_percent BETWEEN 0 AND 100 AND worst_jitter_ms >= 0 AND worst_round_trip_ms >= 0 AND reports >= 0);

CREATE TABLE "callback_task" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "call_id" UUID NOT NULL,
    "ticket_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,
    CONSTRAINT "callback_task_pkey" PRIMARY KEY ("id")
);
-- One task per number and day (UTC+7), however often the number was cut off.
CREATE UNIQUE INDEX "callback_task_number_day_key" ON "callback_task"("number", "day");
CREATE INDEX "callback_task_call_id_idx" ON "callback_task"("call_id");
CREATE INDEX "callback_task_ticket_id_idx" ON "callback_task"("ticket_id");
CREATE INDEX callback_task_open ON callback_task (created_at) WHERE done_at IS NULL;
ALTER TABLE "callback_task" ADD CONSTRAINT "callback_task_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "callback_task" ADD CONSTRAINT "callback_task_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "callback_task" ADD CONSTRAINT "callback_task_done_by_id_fkey" FOREIGN KEY ("done_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE callback_task
  ADD CONSTRAINT callback_task_number_e164 CHECK (number ~ '^\+[1-9][0-9]{7,14}$'),
  ADD CONSTRAINT callback_task_reason CHECK (reason IN ('interrupted', 'missed', 'voicemail', 'turned-away')),
  ADD CONSTRAINT callback_task_done CHECK ((done_at IS NULL) = (done_by_id IS NULL) AND done_at >= created_at);

CREATE TABLE "alarm" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    CONSTRAINT "alarm_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "alarm_raised_at_idx" ON "alarm"("raised_at");
CREATE INDEX alarm_open ON alarm (code) WHERE cleared_at IS NULL;
ALTER TABLE alarm ADD CONSTRAINT alarm_order CHECK (cleared_at >= raised_at);
