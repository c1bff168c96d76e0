-- The directory as administrators keep it: successors, deputies, a history of its own.
ALTER TABLE "unit"
  ADD COLUMN "successor_id" UUID,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "person"
  ADD COLUMN "email" TEXT,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "membership" ADD COLUMN "beside" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "deputy" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "deputy_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "named_by_id" UUID NOT NULL,

    CONSTRAINT "deputy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor" TEXT NOT NULL,
    "unit_id" UUID,
    "person_id" UUID,
    "action" TEXT NOT NULL,
    "field" TEXT,
    "old_value" TEXT,
    "new_value" TEXT,

    CONSTRAINT "directory_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unit_successor_id_idx" ON "unit"("successor_id");

-- CreateIndex
CREATE INDEX "deputy_person_id_valid_to_idx" ON "deputy"("person_id", "valid_to");

-- CreateIndex
CREATE INDEX "deputy_deputy_id_valid_to_idx" ON "deputy"("deputy_id", "valid_to");

-- CreateIndex
CREATE INDEX "deputy_named_by_id_idx" ON "deputy"("named_by_id");

-- CreateIndex
CREATE INDEX "directory_event_unit_id_id_idx" ON "directory_event"("unit_id", "id");

-- CreateIndex
CREATE INDEX "directory_event_person_id_id_idx" ON "directory_event"("person_id", "id");

-- CreateIndex
CREATE INDEX "directory_event_actor_id_idx" ON "directory_event"("actor_id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputy" ADD CONSTRAINT "deputy_named_by_id_fkey" FOREIGN KEY ("named_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_event" ADD CONSTRAINT "directory_event_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_event" ADD CONSTRAINT "directory_event_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_event" ADD CONSTRAINT "directory_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was already known of successors.
UPDATE unit SET successor_id = (SELECT s.id FROM unit s WHERE s.predecessor_id = unit.id ORDER BY s.valid_from, s.id LIMIT 1)
  WHERE valid_to IS NOT NULL AND successor_id IS NULL;

-- ---- what Prisma's language cannot say ----
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE unit
  ADD CONSTRAINT unit_successor CHECK (successor_id IS NULL OR (successor_id <> id AND valid_to IS NOT NULL)),
  -- Official codes are used again: at any moment a code means one unit.
  ADD CONSTRAINT unit_code_once EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&);
ALTER TABLE person
  ADD CONSTRAINT person_email CHECK (email ~ '^[^\s@]+@[^\s@]+$');

-- Who was in two units before had been put there on purpose, as far as anybody knows.
UPDATE membership m SET beside = true
  WHERE EXISTS (SELECT 1 FROM membership o WHERE o.person_id = m.person_id AND o.unit_id <> m.unit_id AND o.id < m.id
                AND tstzrange(o.valid_from, o.valid_to) && tstzrange(m.valid_from, m.valid_to));
ALTER TABLE membership
  ADD CONSTRAINT membership_no_double EXCLUDE USING gist (person_id WITH =, unit_id WITH =, role WITH =, tstzrange(valid_from, valid_to) WITH &&),
  -- Nobody is in two units without somebody having said so.
  ADD CONSTRAINT membership_one_unit EXCLUDE USING gist (person_id WITH =, unit_id WITH <>, tstzrange(valid_from, valid_to) WITH &&) WHERE (NOT beside);

ALTER TABLE deputy
  ADD CONSTRAINT deputy_not_oneself CHECK (person_id <> deputy_id),
  ADD CONSTRAINT deputy_times CHECK (valid_to > valid_from),
  ADD CONSTRAINT deputy_no_double EXCLUDE USING gist (person_id WITH =, deputy_id WITH =, tstzrange(valid_from, valid_to) WITH &&) WHERE (ended_at IS NULL);
ALTER TABLE directory_event
  ADD CONSTRAINT directory_event_of_something CHECK (unit_id IS NOT NULL OR person_id IS NOT NULL);
CREATE TRIGGER directory_event_append_only BEFORE UPDATE OR DELETE ON directory_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER directory_event_no_truncate BEFORE TRUNCATE ON directory_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
