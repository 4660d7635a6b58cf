-- What the auditor found: said once while it stands, and logged at its beginning and its end.
CREATE TABLE findings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    about       TEXT NOT NULL, -- which duty or notice
    subject_id  INTEGER NOT NULL,
    desk_id     INTEGER REFERENCES desks (id),
    incident_id INTEGER REFERENCES incidents (id),
    found_at    INTEGER NOT NULL,
    ended_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX findings_standing ON findings (kind, about, subject_id) WHERE ended_at IS NULL;
