-- Who listened to a talk, spoke to its operator alone, or joined it: nobody changes or deletes it afterwards.
CREATE TABLE call_monitoring (
  call_id UUID NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  person_id UUID NOT NULL,
  act TEXT NOT NULL,
  reason TEXT,
  at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT call_monitoring_pkey PRIMARY KEY (call_id, seq, n),
  CONSTRAINT call_monitoring_call_id_fkey FOREIGN KEY (call_id) REFERENCES call (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT call_monitoring_person_id_fkey FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT call_monitoring_act CHECK (act IN ('listen', 'whisper', 'barge', 'end')),
  CONSTRAINT call_monitoring_reason CHECK ((act = 'end') = (reason IS NOT NULL))
);
CREATE INDEX call_monitoring_person_id_at_idx ON call_monitoring (person_id, at);
CREATE TRIGGER call_monitoring_append_only BEFORE UPDATE OR DELETE ON call_monitoring
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER call_monitoring_no_truncate BEFORE TRUNCATE ON call_monitoring
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
