-- Callbacks that keep their place: a call out that waits in the queue for a caller who has hung up.
ALTER TABLE call
  ADD COLUMN booking_of UUID REFERENCES call (id),
  ADD CONSTRAINT call_booking_is_out CHECK (booking_of IS NULL OR direction = 'out');

-- One at a time for a number, whatever the platform does.
CREATE UNIQUE INDEX call_booking_live ON call (caller_number) WHERE booking_of IS NOT NULL AND ended_at IS NULL;
CREATE INDEX call_booking_of_idx ON call (booking_of) WHERE booking_of IS NOT NULL;

ALTER TABLE callback_task
  DROP CONSTRAINT callback_task_reason,
  ADD CONSTRAINT callback_task_reason CHECK (reason IN ('interrupted', 'missed', 'voicemail', 'turned-away', 'requested'));
