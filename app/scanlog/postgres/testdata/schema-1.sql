-- Passdesk's log for many desks, in the schema "passdesk" of a database. The
-- owner of the database runs this once; nobody logs in as any of the three
-- roles, they are given to logins:
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

CREATE SCHEMA passdesk;

CREATE TABLE passdesk.about (schema integer NOT NULL);
INSERT INTO passdesk.about VALUES (1);

-- A desk's name belongs to the login that took it first.
CREATE TABLE passdesk.desks (
	desk  text COLLATE "C" PRIMARY KEY,
	login name NOT NULL DEFAULT current_user,
	since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE passdesk.entries (
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
CREATE INDEX by_day ON passdesk.entries
	(day, desk, policy, outcome, reason, format, hour, kind, idcheck, took);
CREATE INDEX by_kind ON passdesk.entries (kind, key);
CREATE INDEX by_outcome ON passdesk.entries (outcome, key);
CREATE INDEX by_reason ON passdesk.entries (reason, key);
CREATE INDEX by_issuer ON passdesk.entries (issuer, key);

ALTER TABLE passdesk.desks ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON passdesk.desks FOR SELECT USING (true);
CREATE POLICY takes_for_itself ON passdesk.desks FOR INSERT TO passdesk_desk WITH CHECK (login = current_user);

ALTER TABLE passdesk.entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON passdesk.entries FOR SELECT USING (true);
CREATE POLICY appends_as_itself ON passdesk.entries FOR INSERT TO passdesk_desk WITH CHECK (
	EXISTS (SELECT FROM passdesk.desks AS d WHERE d.desk = entries.desk AND d.login = current_user));
CREATE POLICY keeps ON passdesk.entries TO passdesk_keeper USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA passdesk TO passdesk_desk, passdesk_reader, passdesk_keeper;
GRANT SELECT ON passdesk.about, passdesk.desks, passdesk.entries TO passdesk_desk, passdesk_reader, passdesk_keeper;
GRANT INSERT ON passdesk.entries TO passdesk_desk;
GRANT INSERT (desk) ON passdesk.desks TO passdesk_desk;
GRANT INSERT, DELETE ON passdesk.entries TO passdesk_keeper;

COMMIT;
