-- What the hotline does with callers: append-only versions.
CREATE TABLE "hotline_settings_version" (
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" UUID,

    CONSTRAINT "hotline_settings_version_pkey" PRIMARY KEY ("version")
);
CREATE INDEX "hotline_settings_version_saved_by_id_idx" ON "hotline_settings_version"("saved_by_id");
ALTER TABLE "hotline_settings_version" ADD CONSTRAINT "hotline_settings_version_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---- what Prisma's language cannot say ----
ALTER TABLE hotline_settings_version
  ADD CONSTRAINT hotline_settings_version_number CHECK (version >= 1),
  ADD CONSTRAINT hotline_settings_version_content CHECK (jsonb_typeof(content) = 'object');
CREATE TRIGGER hotline_settings_version_append_only BEFORE UPDATE OR DELETE ON hotline_settings_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
