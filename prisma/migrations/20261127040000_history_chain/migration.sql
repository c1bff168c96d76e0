-- A keyed hash chain through each ticket's history, and where each ends.
ALTER TABLE "ticket_history" ADD COLUMN "seq" INTEGER, ADD COLUMN "hash" BYTEA;

-- CreateTable
CREATE TABLE "history_head" (
    "ticket_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "history_head_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateIndex
CREATE INDEX "history_head_changed_at_idx" ON "history_head"("changed_at");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_history_ticket_id_seq_key" ON "ticket_history"("ticket_id", "seq");

-- AddForeignKey
ALTER TABLE "history_head" ADD CONSTRAINT "history_head_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---- what Prisma's language cannot say ----
ALTER TABLE ticket_history
  ADD CONSTRAINT ticket_history_chained CHECK ((seq IS NULL) = (hash IS NULL) AND seq >= 1 AND octet_length(hash) = 32);
ALTER TABLE history_head ADD CONSTRAINT history_head_counts CHECK (seq >= 1 AND octet_length(hash) = 32);

-- Rows of before this version are taken into the chain once; nothing else of a row ever changes.
CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND NEW.hash IS NOT NULL
    AND (OLD.id, OLD.ticket_id, OLD.at, OLD.actor, OLD.action) = (NEW.id, NEW.ticket_id, NEW.at, NEW.actor, NEW.action)
    AND (OLD.actor_id, OLD.field, OLD.old_value, OLD.new_value, OLD.act_id) IS NOT DISTINCT FROM (NEW.actor_id, NEW.field, NEW.old_value, NEW.new_value, NEW.act_id)
  THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
DROP TRIGGER ticket_history_append_only ON ticket_history;
CREATE TRIGGER ticket_history_append_only BEFORE UPDATE OR DELETE ON ticket_history
  FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
