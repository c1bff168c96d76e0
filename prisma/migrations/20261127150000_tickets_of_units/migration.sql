-- Which units had a slip of which ticket, in the order in which their lists show them: a unit finds its own among a million.
CREATE TABLE ticket_unit (
  unit_id UUID NOT NULL REFERENCES unit (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ticket_id UUID NOT NULL REFERENCES ticket (id) ON DELETE CASCADE ON UPDATE CASCADE,
  reported_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT ticket_unit_pkey PRIMARY KEY (unit_id, ticket_id)
);
CREATE INDEX ticket_unit_unit_id_reported_at_ticket_id_idx ON ticket_unit (unit_id, reported_at DESC, ticket_id DESC);
CREATE INDEX ticket_unit_ticket_id_idx ON ticket_unit (ticket_id);

INSERT INTO ticket_unit (unit_id, ticket_id, reported_at)
SELECT DISTINCT given.unit_id, given.ticket_id, t.reported_at
FROM (SELECT unit_id, ticket_id FROM assignment UNION SELECT within_unit_id, ticket_id FROM assignment WHERE within_unit_id IS NOT NULL) given
JOIN ticket t ON t.id = given.ticket_id;

-- The same beside the words, for the index of words: what is common everywhere may be rare in a unit.
ALTER TABLE ticket ADD COLUMN unit_ids UUID[] NOT NULL DEFAULT '{}';
DROP INDEX ticket_search_text_trgm;
UPDATE ticket t SET unit_ids = u.ids FROM (SELECT ticket_id, array_agg(unit_id ORDER BY unit_id) AS ids FROM ticket_unit GROUP BY ticket_id) u WHERE u.ticket_id = t.id;
CREATE INDEX ticket_search_text_trgm ON ticket USING gin (unit_ids, search_text gin_trgm_ops);

-- Kept by the database itself: whoever writes slips cannot forget it.
CREATE FUNCTION ticket_unit_of_slip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM ticket_unit tu WHERE tu.ticket_id = OLD.ticket_id AND NOT EXISTS (
      SELECT 1 FROM assignment a WHERE a.ticket_id = tu.ticket_id AND (a.unit_id = tu.unit_id OR a.within_unit_id = tu.unit_id));
  END IF;
  INSERT INTO ticket_unit (unit_id, ticket_id, reported_at)
  SELECT DISTINCT u.unit_id, NEW.ticket_id, t.reported_at FROM (VALUES (NEW.unit_id), (NEW.within_unit_id)) AS u (unit_id) JOIN ticket t ON t.id = NEW.ticket_id
  WHERE u.unit_id IS NOT NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER assignment_ticket_unit_new AFTER INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION ticket_unit_of_slip();
CREATE TRIGGER assignment_ticket_unit_moved AFTER UPDATE ON assignment FOR EACH ROW
  WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id OR OLD.within_unit_id IS DISTINCT FROM NEW.within_unit_id) EXECUTE FUNCTION ticket_unit_of_slip();

CREATE FUNCTION ticket_units_beside_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed UUID := CASE WHEN TG_OP = 'DELETE' THEN OLD.ticket_id ELSE NEW.ticket_id END;
BEGIN
  UPDATE ticket SET unit_ids = ARRAY(SELECT unit_id FROM ticket_unit WHERE ticket_id = changed ORDER BY unit_id) WHERE id = changed;
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_unit_beside_words AFTER INSERT OR DELETE ON ticket_unit FOR EACH ROW EXECUTE FUNCTION ticket_units_beside_words();

CREATE FUNCTION ticket_unit_of_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ticket_unit SET reported_at = NEW.reported_at WHERE ticket_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_ticket_unit AFTER UPDATE ON ticket FOR EACH ROW
  WHEN (OLD.reported_at IS DISTINCT FROM NEW.reported_at) EXECUTE FUNCTION ticket_unit_of_ticket();

-- Lists in their order, without sorting all a unit ever had.
CREATE INDEX "assignment_unit_id_created_at_id_idx" ON assignment (unit_id, created_at DESC, id DESC);
CREATE INDEX "assignment_holder_unit_id_created_at_id_idx" ON assignment (holder_unit_id, created_at DESC, id DESC);
CREATE INDEX "assignment_within_unit_id_created_at_id_idx" ON assignment (within_unit_id, created_at DESC, id DESC) WHERE within_unit_id IS NOT NULL;
CREATE INDEX "ticket_reported_at_id_idx" ON ticket (reported_at DESC, id DESC);
DROP INDEX "ticket_reported_at_idx";
DROP INDEX "assignment_within_unit_id_idx";
