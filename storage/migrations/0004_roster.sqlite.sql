-- The roster: the office's own days, shifts taken over by somebody else, and who said to be ready.

-- A day off or to be worked as the office has it, over what the calendar says.
CREATE TABLE special_days (
    on_date TEXT PRIMARY KEY, -- yyyy-mm-dd, in the desk's time zone
    is_off  INTEGER NOT NULL,
    name    TEXT NOT NULL DEFAULT ''
) STRICT;

-- Somebody is asked to serve in somebody else's place. The shift may leave the roster, so nothing holds it here.
CREATE TABLE substitutions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id     INTEGER NOT NULL REFERENCES desks (id),
    shift_id    INTEGER NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('leader', 'deputy', 'officer')),
    leaves_id   INTEGER NOT NULL REFERENCES people (id), -- who asks
    comes_id    INTEGER NOT NULL REFERENCES people (id), -- who is asked
    state       TEXT NOT NULL
        CHECK (state IN ('asked', 'accepted', 'declined', 'approved', 'refused', 'withdrawn', 'lapsed')),
    version     INTEGER NOT NULL DEFAULT 1,
    asked_at    INTEGER NOT NULL,
    answered_at INTEGER,
    judged_by   INTEGER REFERENCES people (id),
    judged_at   INTEGER
) STRICT;
CREATE INDEX substitutions_by_shift ON substitutions (shift_id, state);

-- The roll call before a shift: who was asked, and when they said "Sẵn sàng nhận ca".
CREATE TABLE readiness (
    shift_id  INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    asked_at  INTEGER NOT NULL,
    ready_at  INTEGER,
    PRIMARY KEY (shift_id, person_id)
) STRICT;
