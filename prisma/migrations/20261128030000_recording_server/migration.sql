-- Which Asterisk wrote the file. Of several servers each call is one's own, and so are its recordings.
ALTER TABLE "recording" ADD COLUMN "server_id" TEXT NOT NULL DEFAULT '';

UPDATE "recording" SET "server_id" = "call"."server_id" FROM "call" WHERE "call"."id" = "recording"."call_id";

-- Whoever writes a recording need not know: its call does.
CREATE FUNCTION recording_server_of_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."server_id" = '' THEN
    SELECT "server_id" INTO NEW."server_id" FROM "call" WHERE "id" = NEW."call_id";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recording_server BEFORE INSERT ON "recording" FOR EACH ROW EXECUTE FUNCTION recording_server_of_call();

ALTER TABLE "recording" ADD CONSTRAINT "recording_server_named" CHECK ("server_id" <> '');
CREATE INDEX "recording_server_id_started_at_idx" ON "recording" ("server_id", "started_at");
