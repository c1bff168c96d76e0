-- Where the web processes reach whoever controls the calls; empty until the holder is of a version that says so.

ALTER TABLE "controller_lease" ADD COLUMN "address" TEXT NOT NULL DEFAULT '';
