-- Words in place of letters: the index of three letters read nearly all that was ever written to find two common syllables together.

-- Folded words, each once; signs separate them. No word is longer than the index takes.
CREATE FUNCTION search_words(value text) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT coalesce(array_agg(DISTINCT left(word, 60)), '{}') FROM regexp_split_to_table(search_fold(value), '[[:space:][:punct:]\u00a0]+') AS word WHERE word <> '' $$;

-- Between spaces, so that the beginning of a word and a whole word can be asked for. A telephone number backwards as well: people remember its end.
CREATE FUNCTION search_text_of(words text, number text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT ' ' || array_to_string(search_words(coalesce(words, '')), ' ') || coalesce(' ~' || reverse(ltrim(number, '+')), '') || ' ' $$;

CREATE OR REPLACE FUNCTION ticket_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text := search_text_of(
    concat_ws(' ', NEW.code, NEW.title, NEW.content, NEW.reporter_name, NEW.reporter_phone, NEW.reporter_number, NEW.place), NEW.reporter_number);
  RETURN NEW;
END $$;

DROP INDEX ticket_search_text_trgm;
UPDATE ticket SET search_text = search_text_of(search_text, reporter_number);
CREATE FUNCTION search_vector(search_text text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT array_to_tsvector(string_to_array(btrim(search_text), ' ')) $$;
CREATE INDEX ticket_search_words ON ticket USING gin (unit_ids, search_vector(search_text));
