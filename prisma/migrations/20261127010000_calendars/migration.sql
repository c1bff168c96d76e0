-- Calendars and settings of deadlines: append-only versions.
-- CreateTable
CREATE TABLE "calendar_version" (
    "id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" UUID,

    CONSTRAINT "calendar_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadline_settings_version" (
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" UUID,

    CONSTRAINT "deadline_settings_version_pkey" PRIMARY KEY ("version")
);

-- CreateIndex
CREATE INDEX "calendar_version_saved_by_id_idx" ON "calendar_version"("saved_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_version_owner_version_key" ON "calendar_version"("owner", "version");

-- CreateIndex
CREATE INDEX "deadline_settings_version_saved_by_id_idx" ON "deadline_settings_version"("saved_by_id");

-- AddForeignKey
ALTER TABLE "calendar_version" ADD CONSTRAINT "calendar_version_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline_settings_version" ADD CONSTRAINT "deadline_settings_version_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---- what Prisma's language cannot say ----
ALTER TABLE calendar_version
  ADD CONSTRAINT calendar_version_number CHECK (version >= 1),
  ADD CONSTRAINT calendar_version_content CHECK (jsonb_typeof(content) = 'object');
ALTER TABLE deadline_settings_version
  ADD CONSTRAINT deadline_settings_version_number CHECK (version >= 1),
  ADD CONSTRAINT deadline_settings_version_content CHECK (jsonb_typeof(content) = 'object');
CREATE TRIGGER calendar_version_append_only BEFORE UPDATE OR DELETE ON calendar_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deadline_settings_version_append_only BEFORE UPDATE OR DELETE ON deadline_settings_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
