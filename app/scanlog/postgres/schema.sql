-- Passdesk's log for many desks, in the schema "passdesk" of a database. The
-- owner of the database runs this, and again after an update of Passdesk: what
-- an older one has is kept, and what it lacks is made. Nobody logs in as any of
-- the three roles, they are given to logins:
--
--   passdesk_desk    appends entries and reads; cannot change or remove any,
--                    and writes only under the desk names that it took
--   passdesk_reader  reads
--   passdesk_keeper  removes what is too old, and leaves checkpoints
BEGIN;

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['passdesk_desk', 'passdesk_reader', 'passdesk_keeper'] LOOP
		IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
			EXECUTE format('CREATE ROLE %I NOLOGIN', name);
		END IF;
	END LOOP;
END $$;

CREATE SCHEMA IF NOT EXISTS passdesk;

CREATE TABLE IF NOT EXISTS passdesk.about (schema integer NOT NULL);
DELETE FROM passdesk.about;
INSERT INTO passdesk.about VALUES (3);

-- A desk's name belongs to the login that took it first.
CREATE TABLE IF NOT EXISTS passdesk.desks (
	desk  text COLLATE "C" PRIMARY KEY,
	login name NOT NULL DEFAULT current_user,
	since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS passdesk.entries (
	key      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	layout   bigint NOT NULL,
	number   bigint NOT NULL,
	kind     text COLLATE "C" NOT NULL,
	refers   bigint NOT NULL,
	seconds  bigint NOT NULL, -- since 1970 UTC
	nanos    bigint NOT NULL,
	zone     bigint NOT NULL, -- seconds east of UTC
	-- The desk's calendar date and hour follow from what the hash covers.
	day      date NOT NULL GENERATED ALWAYS AS (date '1970-01-01' + floor((seconds + zone) / 86400.0)::integer) STORED,
	hour     integer NOT NULL GENERATED ALWAYS AS (((((seconds + zone) % 86400) + 86400) % 86400 / 3600)::integer) STORED,
	site     text COLLATE "C" NOT NULL,
	desk     text COLLATE "C" NOT NULL,
	outcome  text COLLATE "C" NOT NULL,
	reason   text COLLATE "C" NOT NULL,
	flips    text COLLATE "C" NOT NULL,
	issuer   text COLLATE "C" NOT NULL,
	format   text COLLATE "C" NOT NULL,
	policy   text COLLATE "C" NOT NULL,
	versions text COLLATE "C" NOT NULL,
	idcheck  text COLLATE "C" NOT NULL,
	via      text COLLATE "C" NOT NULL, -- how the text reached the desk
	took     bigint NOT NULL,           -- nanoseconds
	detail   text COLLATE "C" NOT NULL,
	prev     bytea NOT NULL CHECK (octet_length(prev) = 32),
	hash     bytea NOT NULL CHECK (octet_length(hash) = 32),
	UNIQUE (desk, number)
);
CREATE INDEX IF NOT EXISTS by_day ON passdesk.entries
	(day, desk, policy, outcome, reason, format, hour, kind, idcheck, took);
CREATE INDEX IF NOT EXISTS by_kind ON passdesk.entries (kind, key);
CREATE INDEX IF NOT EXISTS by_outcome ON passdesk.entries (outcome, key);
CREATE INDEX IF NOT EXISTS by_reason ON passdesk.entries (reason, key);
CREATE INDEX IF NOT EXISTS by_issuer ON passdesk.entries (issuer, key);
-- Where a text is looked for that has no index of its own.
CREATE INDEX IF NOT EXISTS by_place ON passdesk.entries
	((site || E'\n' || desk || E'\n' || format || E'\n' || policy), key);
CREATE INDEX IF NOT EXISTS by_via ON passdesk.entries (via, key);

-- Nobody writes an entry while the sums are made.
LOCK TABLE passdesk.entries IN SHARE ROW EXCLUSIVE MODE;

-- Like an index, sums follow from the entries: a year is counted in an
-- instant. Nobody writes them but the two triggers; a desk's insert touches the
-- rows of its own name only, so that no desk waits for another.
CREATE TABLE IF NOT EXISTS passdesk.sums (
	day date, desk text COLLATE "C", policy text COLLATE "C", outcome text COLLATE "C", reason text COLLATE "C",
	format text COLLATE "C", hour integer,
	n bigint NOT NULL, took bigint NOT NULL, matched bigint NOT NULL, different bigint NOT NULL, notcompared bigint NOT NULL,
	PRIMARY KEY (day, desk, policy, outcome, reason, format, hour)
);

CREATE OR REPLACE FUNCTION passdesk.sum_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	times integer := CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END;
BEGIN
	INSERT INTO passdesk.sums AS s
	SELECT day, desk, policy, outcome, reason, format, hour,
		times * sum(weight), times * sum(took * weight),
		times * (count(*) FILTER (WHERE idcheck = 'matched') - count(*) FILTER (WHERE idcheck = 'matched-undone')),
		times * (count(*) FILTER (WHERE idcheck = 'different') - count(*) FILTER (WHERE idcheck = 'different-undone')),
		times * count(*) FILTER (WHERE idcheck = 'not-compared')
	FROM (SELECT *, CASE kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END AS weight FROM changed
		WHERE kind IN ('scan', 'tally', 'undo', 'compared')) AS visits
	GROUP BY day, desk, policy, outcome, reason, format, hour
	ON CONFLICT (day, desk, policy, outcome, reason, format, hour) DO UPDATE SET
		n = s.n + excluded.n, took = s.took + excluded.took, matched = s.matched + excluded.matched,
		different = s.different + excluded.different, notcompared = s.notcompared + excluded.notcompared;
	RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION passdesk.sum_up() FROM PUBLIC;
DROP TRIGGER IF EXISTS added ON passdesk.entries;
CREATE TRIGGER added AFTER INSERT ON passdesk.entries REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION passdesk.sum_up();
DROP TRIGGER IF EXISTS removed ON passdesk.entries;
CREATE TRIGGER removed AFTER DELETE ON passdesk.entries REFERENCING OLD TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION passdesk.sum_up();

-- Those of entries that were there before them. All are made anew: an older
-- schema did not know all that is counted, such as answers that were taken back.
DELETE FROM passdesk.sums;
INSERT INTO passdesk.sums
SELECT day, desk, policy, outcome, reason, format, hour,
	sum(weight), sum(took * weight),
	count(*) FILTER (WHERE idcheck = 'matched') - count(*) FILTER (WHERE idcheck = 'matched-undone'),
	count(*) FILTER (WHERE idcheck = 'different') - count(*) FILTER (WHERE idcheck = 'different-undone'),
	count(*) FILTER (WHERE idcheck = 'not-compared')
FROM (SELECT *, CASE kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END AS weight FROM passdesk.entries
	WHERE kind IN ('scan', 'tally', 'undo', 'compared')) AS visits
GROUP BY day, desk, policy, outcome, reason, format, hour;

ALTER TABLE passdesk.desks ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS everybody_reads ON passdesk.desks;
CREATE POLICY everybody_reads ON passdesk.desks FOR SELECT USING (true);
DROP POLICY IF EXISTS takes_for_itself ON passdesk.desks;
CREATE POLICY takes_for_itself ON passdesk.desks FOR INSERT TO passdesk_desk WITH CHECK (login = current_user);

ALTER TABLE passdesk.entries ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS everybody_reads ON passdesk.entries;
CREATE POLICY everybody_reads ON passdesk.entries FOR SELECT USING (true);
DROP POLICY IF EXISTS appends_as_itself ON passdesk.entries;
CREATE POLICY appends_as_itself ON passdesk.entries FOR INSERT TO passdesk_desk WITH CHECK (
	EXISTS (SELECT FROM passdesk.desks AS d WHERE d.desk = entries.desk AND d.login = current_user));
DROP POLICY IF EXISTS keeps ON passdesk.entries;
CREATE POLICY keeps ON passdesk.entries TO passdesk_keeper USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA passdesk TO passdesk_desk, passdesk_reader, passdesk_keeper;
GRANT SELECT ON passdesk.about, passdesk.desks, passdesk.entries, passdesk.sums TO passdesk_desk, passdesk_reader, passdesk_keeper;
GRANT INSERT ON passdesk.entries TO passdesk_desk;
GRANT INSERT (desk) ON passdesk.desks TO passdesk_desk;
GRANT INSERT, DELETE ON passdesk.entries TO passdesk_keeper;

COMMIT;
