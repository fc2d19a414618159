"""All SQL of a gradebook: its tables, and every statement on them.

Values reach a statement as parameters only.
"""

# the schema of gradebooks that are in use: a change needs a new number and a way to upgrade
SCHEMA = 3
TABLES = """
CREATE TABLE book (exercise TEXT NOT NULL);
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    seed INTEGER NOT NULL,
    isolation TEXT NOT NULL,
    regrade INTEGER NOT NULL,
    questions TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT
);
CREATE TABLE student (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    student INTEGER NOT NULL REFERENCES student,
    sha256 TEXT NOT NULL,
    place INTEGER NOT NULL UNIQUE,
    graded INTEGER NOT NULL,
    score REAL NOT NULL,
    run INTEGER NOT NULL REFERENCES run,
    fingerprint TEXT NOT NULL,
    file TEXT NOT NULL,
    is_notebook INTEGER NOT NULL,
    graded_at TEXT NOT NULL,
    report TEXT NOT NULL,
    sources BLOB,
    sighting BLOB,
    handed_in_at TEXT NOT NULL DEFAULT '',
    late INTEGER,
    UNIQUE (student, sha256)
);
CREATE TABLE alias (student TEXT PRIMARY KEY, target TEXT);
CREATE TABLE handed_on (place TEXT PRIMARY KEY, digest TEXT NOT NULL);
CREATE VIEW standing AS SELECT
    attempt.id,
    slug,
    place,
    row_number() OVER (PARTITION BY attempt.student ORDER BY place) AS number,
    row_number() OVER (PARTITION BY attempt.student ORDER BY place DESC) AS last,
    row_number() OVER (
        PARTITION BY attempt.student ORDER BY graded DESC, score DESC, place DESC
    ) AS best
FROM attempt JOIN student ON student.id = attempt.student;
"""
# what each schema has that the one before had not
UPGRADES = {
    2: (
        "ALTER TABLE attempt ADD COLUMN handed_in_at TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE attempt ADD COLUMN late INTEGER",
        "CREATE TABLE alias (student TEXT PRIMARY KEY, target TEXT)",
    ),
    3: ("CREATE TABLE handed_on (place TEXT PRIMARY KEY, digest TEXT NOT NULL)",),
}
EXERCISE = "SELECT exercise FROM book"
SET_EXERCISE = "INSERT INTO book VALUES (?)"

ATTEMPTS = "SELECT id, number FROM standing ORDER BY slug, place"
LAST = "SELECT id, number FROM standing WHERE last = 1 ORDER BY slug"
BEST = "SELECT id, number FROM standing WHERE best = 1 ORDER BY slug"
NEWEST_GRADED = """
SELECT standing.id, standing.number
FROM standing JOIN attempt ON attempt.id = standing.id JOIN student ON student.id = attempt.student
WHERE graded AND student.student = ? ORDER BY standing.place DESC LIMIT 1
"""
RECORD_ATTEMPT = """
INSERT INTO attempt VALUES (
    NULL, :student, :sha256, (SELECT coalesce(max(place), 0) + 1 FROM attempt), :graded, :score,
    :run, (SELECT fingerprint FROM run WHERE id = :run), :file, :is_notebook, :graded_at, :report,
    :sources, :sighting, :handed_in_at, :late
) ON CONFLICT (student, sha256) DO UPDATE SET
    place = excluded.place, graded = excluded.graded, score = excluded.score, run = excluded.run,
    fingerprint = excluded.fingerprint, file = excluded.file, is_notebook = excluded.is_notebook,
    graded_at = excluded.graded_at, report = excluded.report, sources = excluded.sources,
    sighting = excluded.sighting, handed_in_at = excluded.handed_in_at, late = excluded.late
"""
RECORD_STUDENT = """
INSERT INTO student (student, slug, name) VALUES (?, ?, ?) ON CONFLICT (student) DO UPDATE SET
    slug = excluded.slug, name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END
"""
GRADED_BEFORE = """
SELECT 1 FROM attempt JOIN student ON student.id = attempt.student
WHERE graded AND student.student = ? AND sha256 = ? AND run >= ?
"""
UNFINISHED_RUN = """
SELECT id, seed, regrade FROM run
WHERE finished_at IS NULL AND id = (SELECT max(id) FROM run)
    AND fingerprint = ? AND isolation = ? AND (seed = ? OR NOT ?) AND regrade >= ?
"""
ADD_RUN = """
INSERT INTO run (fingerprint, seed, isolation, regrade, questions, started_at)
VALUES (?, ?, ?, ?, '', ?)
"""
ARRIVED = """
UPDATE attempt SET handed_in_at = ?, late = ?
WHERE student = (SELECT id FROM student WHERE student = ?) AND sha256 = ?
"""
MOVE_TO_LAST = """
UPDATE attempt SET place = (SELECT max(place) + 1 FROM attempt)
WHERE student = (SELECT id FROM student WHERE student = ?) AND sha256 = ?
    AND place < (SELECT max(place) FROM attempt AS other WHERE other.student = attempt.student)
"""
ATTEMPT = """
SELECT student.student, slug, name, report, is_notebook, file, sha256, run, seed, graded_at,
    sources, sighting, {arrival}
FROM attempt JOIN student ON student.id = attempt.student JOIN run ON run.id = attempt.run
WHERE attempt.id = ?
"""
ARRIVAL = "handed_in_at, late"
NO_ARRIVAL = "'', NULL"  # in the first schema
QUESTIONS = "SELECT questions FROM run WHERE id = ?"
SET_QUESTIONS = "UPDATE run SET questions = ? WHERE id = ?"
FINISH_RUN = "UPDATE run SET finished_at = ? WHERE id = ?"
FINGERPRINTS = "SELECT DISTINCT fingerprint FROM attempt WHERE graded"
STUDENT_OF_SLUG = "SELECT student FROM student WHERE slug = ?"
STUDENTS = "SELECT student, slug FROM student"
# who goes by another id from now on, or, with no target, is nobody
ALIASES = "SELECT student, target FROM alias"
SET_ALIAS = "INSERT OR REPLACE INTO alias VALUES (?, ?)"
MOVE_ALIASES = "UPDATE alias SET target = ? WHERE target = ?"
FORGET_ALIAS = "DELETE FROM alias WHERE student = ?"
RENAME_STUDENT = "UPDATE student SET student = ?, slug = ? WHERE id = ?"
DROP_EARLIER_COPIES = """
DELETE FROM attempt WHERE student IN (:one, :other) AND EXISTS (
    SELECT 1 FROM attempt AS same WHERE same.student IN (:one, :other)
        AND same.sha256 = attempt.sha256 AND same.place > attempt.place
)
"""
# who handed in nothing by one id did by the other; where there is no file, the id is its name
DROP_NOTHING = """
DELETE FROM attempt WHERE student IN (:one, :other) AND sha256 = ''
    AND file = (SELECT student.student FROM student WHERE student.id = attempt.student)
    AND EXISTS (
        SELECT 1 FROM attempt AS real WHERE real.student IN (:one, :other) AND real.sha256 != ''
    )
"""
MOVE_ATTEMPTS = "UPDATE attempt SET student = :other WHERE student = :one"
DROP_ATTEMPTS = "DELETE FROM attempt WHERE student = ?"
DROP_STUDENT = "DELETE FROM student WHERE id = ?"
SET_NAME = "UPDATE student SET name = ? WHERE student = ? AND ? != ''"
STUDENT_ROW = "SELECT id FROM student WHERE student = ?"
# what was last written to each place in the gradebooks of other programs
HANDED_ON = "SELECT place, digest FROM handed_on"
HAND_ON = "INSERT OR REPLACE INTO handed_on VALUES (?, ?)"
REJUDGE = "UPDATE attempt SET graded = ?, score = ?, report = ?, fingerprint = ? WHERE id = ?"
