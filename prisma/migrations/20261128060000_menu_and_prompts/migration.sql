-- The branch of the menu a caller chose, and what callers hear in place of the prompts of the installation.
ALTER TABLE "call" ADD COLUMN "menu_key" TEXT, ADD COLUMN "menu_label" TEXT, ADD COLUMN "skill" TEXT;

CREATE TABLE "prompt_version" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "audio" BYTEA,
    "sha256" TEXT,
    "duration_ms" INTEGER,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" UUID,

    CONSTRAINT "prompt_version_pkey" PRIMARY KEY ("name", "version")
);
CREATE INDEX "prompt_version_saved_by_id_idx" ON "prompt_version"("saved_by_id");
ALTER TABLE "prompt_version" ADD CONSTRAINT "prompt_version_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---- what Prisma's language cannot say ----
ALTER TABLE call
  ADD CONSTRAINT call_menu_key CHECK (menu_key ~ '^[0-9]$'),
  ADD CONSTRAINT call_menu_label CHECK (char_length(menu_label) BETWEEN 1 AND 60),
  ADD CONSTRAINT call_menu_choice CHECK ((menu_key IS NULL) = (menu_label IS NULL)),
  ADD CONSTRAINT call_skill CHECK (skill ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE prompt_version
  ADD CONSTRAINT prompt_version_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT prompt_version_number CHECK (version >= 1),
  ADD CONSTRAINT prompt_version_text CHECK (char_length(text) BETWEEN 1 AND 1000),
  ADD CONSTRAINT prompt_version_source CHECK (source IN ('upload', 'voice', 'original')),
  ADD CONSTRAINT prompt_version_audio CHECK ((source = 'original') = (audio IS NULL)),
  -- What is kept is what was checked: its digest, and at most two minutes.
  ADD CONSTRAINT prompt_version_measured CHECK (
    (audio IS NULL AND sha256 IS NULL AND duration_ms IS NULL)
    OR (octet_length(audio) BETWEEN 44 AND 2097152 AND sha256 = encode(sha256(audio), 'hex') AND duration_ms BETWEEN 1 AND 121000));
CREATE TRIGGER prompt_version_append_only BEFORE UPDATE OR DELETE ON prompt_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
