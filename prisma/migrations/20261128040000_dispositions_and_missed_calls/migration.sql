-- What a call was about, by a code of the operator who answered it; every choice of it is kept.
ALTER TABLE call
  ADD COLUMN disposition TEXT,
  ADD CONSTRAINT call_disposition CHECK (disposition IN ('petition', 'information', 'progress', 'bcci', 'wrong-number', 'nuisance', 'test', 'other')),
  ADD CONSTRAINT call_disposition_answered CHECK (disposition IS NULL OR answered_at IS NOT NULL);

CREATE TABLE call_disposition (
  id UUID NOT NULL PRIMARY KEY,
  call_id UUID NOT NULL REFERENCES call (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  disposition TEXT NOT NULL CHECK (disposition IN ('petition', 'information', 'progress', 'bcci', 'wrong-number', 'nuisance', 'test', 'other')),
  person_id UUID NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  at TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX call_disposition_call_id_at_idx ON call_disposition (call_id, at);
CREATE INDEX call_disposition_person_id_idx ON call_disposition (person_id);

-- A call-back task also ends when the number calls again by itself and is answered: by that call, and by nobody.
ALTER TABLE callback_task
  ADD COLUMN done_call_id UUID REFERENCES call (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  DROP CONSTRAINT callback_task_done,
  ADD CONSTRAINT callback_task_done CHECK ((done_at IS NULL) = (done_by_id IS NULL AND done_call_id IS NULL) AND done_at >= created_at);
CREATE INDEX callback_task_done_call_id_idx ON callback_task (done_call_id);
CREATE INDEX callback_task_done_by_call ON callback_task (done_at) WHERE done_call_id IS NOT NULL;
