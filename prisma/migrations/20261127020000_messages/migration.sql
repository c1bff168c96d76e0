-- Messages out: SMS and e-mail, put down with what they tell of, sent afterwards.
-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ticket_id" UUID,
    "template" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "encoding" TEXT,
    "segments" INTEGER,
    "send_after" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "reason" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "request_id" UUID NOT NULL,
    "provider_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_event" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "message_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_text" (
    "template" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" UUID,

    CONSTRAINT "message_text_pkey" PRIMARY KEY ("template","channel","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "message_request_id_key" ON "message"("request_id");

-- CreateIndex
CREATE INDEX "message_ticket_id_created_at_idx" ON "message"("ticket_id", "created_at");

-- CreateIndex
CREATE INDEX "message_created_at_idx" ON "message"("created_at");

-- CreateIndex
CREATE INDEX "message_address_created_at_idx" ON "message"("address", "created_at");

-- CreateIndex
CREATE INDEX "message_state_created_at_idx" ON "message"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "message_key_channel_key" ON "message"("key", "channel");

-- CreateIndex
CREATE INDEX "message_event_message_id_id_idx" ON "message_event"("message_id", "id");

-- CreateIndex
CREATE INDEX "message_text_saved_by_id_idx" ON "message_text"("saved_by_id");

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_event" ADD CONSTRAINT "message_event_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_text" ADD CONSTRAINT "message_text_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---- what Prisma's language cannot say ----
ALTER TABLE message
  ADD CONSTRAINT message_audience CHECK (audience IN ('citizen', 'staff')),
  ADD CONSTRAINT message_channel CHECK (channel IN ('sms', 'email')),
  ADD CONSTRAINT message_state CHECK (state IN ('queued', 'sending', 'accepted', 'delivered', 'failed', 'not-sent')),
  ADD CONSTRAINT message_attempts CHECK (attempts >= 0),
  ADD CONSTRAINT message_not_sent_says_why CHECK (state NOT IN ('not-sent', 'failed') OR reason <> ''),
  ADD CONSTRAINT message_claimed CHECK (state <> 'sending' OR claimed_at IS NOT NULL);
-- The sweep's questions: what hangs, what waits.
CREATE INDEX message_sending ON message (claimed_at) WHERE state = 'sending';
CREATE INDEX message_queued ON message (send_after) WHERE state = 'queued';
CREATE TRIGGER message_event_append_only BEFORE UPDATE OR DELETE ON message_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER message_text_append_only BEFORE UPDATE OR DELETE ON message_text
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE message_text ADD CONSTRAINT message_text_some CHECK (version >= 1 AND text <> '' AND channel IN ('sms', 'email'));
