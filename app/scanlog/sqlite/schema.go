package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
)

// applicationID marks a file as a log of Passdesk ("PDLG"), PRAGMA
// application_id.
const applicationID = 0x50444c47

// migrations bring a file from the schema of the index to the next one; the
// number of those done is the file's PRAGMA user_version. What was released is
// never edited, only added to.
var migrations = []string{
	`CREATE TABLE entries (
		key     INTEGER PRIMARY KEY,
		number  INTEGER NOT NULL,
		kind    TEXT NOT NULL,
		refers  INTEGER NOT NULL,
		seconds INTEGER NOT NULL, -- since 1970 UTC
		nanos   INTEGER NOT NULL,
		zone    INTEGER NOT NULL, -- seconds east of UTC
		-- The desk's calendar date. It follows from what the hash covers, so it
		-- cannot be changed by itself.
		day     TEXT NOT NULL AS (date(seconds + zone, 'unixepoch')) VIRTUAL,
		site    TEXT NOT NULL,
		desk    TEXT NOT NULL,
		outcome TEXT NOT NULL,
		reason  TEXT NOT NULL,
		flips   TEXT NOT NULL,
		issuer  TEXT NOT NULL,
		format  TEXT NOT NULL,
		policy  TEXT NOT NULL,
		via     TEXT NOT NULL,    -- how the text reached the desk
		took    INTEGER NOT NULL, -- nanoseconds
		prev    BLOB NOT NULL,
		hash    BLOB NOT NULL
	) STRICT;
	CREATE UNIQUE INDEX by_number ON entries (desk, number);
	CREATE INDEX by_day ON entries (day, desk, policy, outcome, reason, format, kind);
	CREATE INDEX by_outcome ON entries (outcome);
	CREATE INDEX by_reason ON entries (reason);
	CREATE INDEX by_issuer ON entries (issuer);`,

	// What the hash covers is told by the layout: entries from before keep theirs.
	`ALTER TABLE entries ADD COLUMN layout INTEGER NOT NULL DEFAULT 1;
	ALTER TABLE entries ADD COLUMN versions TEXT NOT NULL DEFAULT '';
	ALTER TABLE entries ADD COLUMN idcheck TEXT NOT NULL DEFAULT '';
	ALTER TABLE entries ADD COLUMN detail TEXT NOT NULL DEFAULT '';
	-- The hour that the desk's clock showed, and the day that a checkpoint is about.
	ALTER TABLE entries ADD COLUMN hour INTEGER NOT NULL
		AS (CAST(strftime('%H', seconds + zone, 'unixepoch') AS INTEGER)) VIRTUAL;
	ALTER TABLE entries ADD COLUMN purged TEXT
		AS (CASE WHEN kind = 'checkpoint' AND json_valid(detail) THEN json_extract(detail, '$.day') END) VIRTUAL;
	DROP INDEX by_day;
	CREATE INDEX by_day ON entries (day);
	CREATE INDEX by_kind ON entries (kind);
	CREATE INDEX by_via ON entries (via);
	CREATE INDEX by_purged ON entries (purged) WHERE kind = 'checkpoint';
	-- Like an index, sums follow from the entries: a year is counted in an
	-- instant. Check holds them against the entries.
	CREATE TABLE sums (
		day TEXT, desk TEXT, policy TEXT, outcome TEXT, reason TEXT, format TEXT, hour INTEGER,
		n INTEGER NOT NULL, took INTEGER NOT NULL,
		matched INTEGER NOT NULL, different INTEGER NOT NULL, notcompared INTEGER NOT NULL,
		PRIMARY KEY (day, desk, policy, outcome, reason, format, hour)
	) STRICT, WITHOUT ROWID;
	INSERT INTO sums ` + foldSQL + `;
	CREATE TRIGGER added AFTER INSERT ON entries WHEN NEW.kind IN ` + visits + ` BEGIN
		INSERT INTO sums VALUES (NEW.day, NEW.desk, NEW.policy, NEW.outcome, NEW.reason, NEW.format, NEW.hour,
			CASE NEW.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			NEW.took * CASE NEW.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			NEW.idcheck = 'matched', NEW.idcheck = 'different', NEW.idcheck = 'not-compared')
		ON CONFLICT DO UPDATE SET n = n + excluded.n, took = took + excluded.took, matched = matched + excluded.matched,
			different = different + excluded.different, notcompared = notcompared + excluded.notcompared;
	END;
	CREATE TRIGGER removed AFTER DELETE ON entries WHEN OLD.kind IN ` + visits + ` BEGIN
		UPDATE sums SET
			n = n - CASE OLD.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			took = took - OLD.took * CASE OLD.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			matched = matched - (OLD.idcheck = 'matched'), different = different - (OLD.idcheck = 'different'),
			notcompared = notcompared - (OLD.idcheck = 'not-compared')
		WHERE day = OLD.day AND desk = OLD.desk AND policy = OLD.policy AND outcome = OLD.outcome
			AND reason = OLD.reason AND format = OLD.format AND hour = OLD.hour;
	END;`,

	// Where a text is looked for that has no index of its own, see searched.
	`ALTER TABLE entries ADD COLUMN place TEXT NOT NULL
		AS (site || char(10) || desk || char(10) || format || char(10) || policy) VIRTUAL;
	CREATE INDEX by_place ON entries (place);`,

	// Letters of names, see scanlog.Initials: outside the chain, and removed
	// when their time is over.
	`CREATE TABLE initials (
		desk TEXT NOT NULL, number INTEGER NOT NULL, letters TEXT NOT NULL, until INTEGER NOT NULL, -- since 1970 UTC
		PRIMARY KEY (desk, number)
	) STRICT, WITHOUT ROWID;
	CREATE INDEX initials_until ON initials (until);`,

	// An answer about a photo ID can be taken back. No entry from before does so.
	`DROP TRIGGER added;
	DROP TRIGGER removed;
	CREATE TRIGGER added AFTER INSERT ON entries WHEN NEW.kind IN ` + visits + ` BEGIN
		INSERT INTO sums VALUES (NEW.day, NEW.desk, NEW.policy, NEW.outcome, NEW.reason, NEW.format, NEW.hour,
			CASE NEW.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			NEW.took * CASE NEW.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			(NEW.idcheck = 'matched') - (NEW.idcheck = 'matched-undone'),
			(NEW.idcheck = 'different') - (NEW.idcheck = 'different-undone'), NEW.idcheck = 'not-compared')
		ON CONFLICT DO UPDATE SET n = n + excluded.n, took = took + excluded.took, matched = matched + excluded.matched,
			different = different + excluded.different, notcompared = notcompared + excluded.notcompared;
	END;
	CREATE TRIGGER removed AFTER DELETE ON entries WHEN OLD.kind IN ` + visits + ` BEGIN
		UPDATE sums SET
			n = n - CASE OLD.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			took = took - OLD.took * CASE OLD.kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END,
			matched = matched - (OLD.idcheck = 'matched') + (OLD.idcheck = 'matched-undone'),
			different = different - (OLD.idcheck = 'different') + (OLD.idcheck = 'different-undone'),
			notcompared = notcompared - (OLD.idcheck = 'not-compared')
		WHERE day = OLD.day AND desk = OLD.desk AND policy = OLD.policy AND outcome = OLD.outcome
			AND reason = OLD.reason AND format = OLD.format AND hour = OLD.hour;
	END;`,
}

// visits are the kinds of entries that sums are of.
const visits = "('scan', 'tally', 'undo', 'compared')"

// foldSQL counts the entries as scanlog.Fold does, by the hour.
const foldSQL = `SELECT day, desk, policy, outcome, reason, format, hour, ` + figures + `
	FROM entries WHERE kind IN ` + visits + ` GROUP BY day, desk, policy, outcome, reason, format, hour`

// figures are those of a scanlog.Count, out of entries.
const figures = `sum(CASE kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END) AS n,
	sum(took * CASE kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END) AS took,
	sum((idcheck = 'matched') - (idcheck = 'matched-undone')) AS matched,
	sum((idcheck = 'different') - (idcheck = 'different-undone')) AS different, sum(idcheck = 'not-compared') AS notcompared`

// errForeign says that the file is a sound database, but not a log.
var errForeign = errors.New("this file belongs to another program")

// newerError says that the file has a schema that this program does not know.
type newerError struct{ has int }

func (e newerError) Error() string {
	return fmt.Sprintf("a newer version of Passdesk wrote it (its schema is %d, this program knows up to %d): install the newer version",
		e.has, len(migrations))
}

// identify refuses a database that is not ours to write to.
func identify(db queryer) error {
	var id, version, tables int
	row := db.QueryRow(`SELECT (SELECT * FROM pragma_application_id), (SELECT * FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`)
	if err := row.Scan(&id, &version, &tables); err != nil {
		return err
	}
	fresh := id == 0 && version == 0 && tables == 0
	switch {
	case id != applicationID && !fresh:
		return errForeign
	case version > len(migrations):
		return newerError{version}
	}
	return nil
}

// migrate brings the schema up to date, one transaction a step. Another
// program may be doing the same, so each step looks again.
func (s *Store) migrate() error {
	for done := false; !done; {
		version, err := schemaVersion(s.db)
		if err != nil || version == len(migrations) {
			return err
		}
		err = s.inTx(func(tx *sql.Tx) error {
			done, err = step(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// step does the next migration, if there is one.
func step(tx *sql.Tx) (done bool, err error) {
	version, err := schemaVersion(tx)
	if err != nil || version == len(migrations) {
		return true, err
	}
	_, err = tx.Exec(migrations[version] + fmt.Sprintf(
		"; PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version+1))
	return false, err
}

func schemaVersion(q queryer) (int, error) {
	var version int
	err := q.QueryRow(`PRAGMA user_version`).Scan(&version)
	return version, err
}
