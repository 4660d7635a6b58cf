-- A clock on everything that waits for a person: what is due, who was reminded, and the times an incident keeps.

-- From when T1–T3 count (receipt, or the answer to the leader's question), and the times frozen when it was received.
ALTER TABLE incidents ADD COLUMN waits_since INTEGER NOT NULL DEFAULT 0;
-- JSON: durations in microseconds.
ALTER TABLE incidents ADD COLUMN times TEXT NOT NULL DEFAULT '{}';
-- The leader asked not to be reminded before then.
ALTER TABLE incidents ADD COLUMN snoozed_until INTEGER;
ALTER TABLE incidents ADD COLUMN snoozes INTEGER NOT NULL DEFAULT 0;
UPDATE incidents SET waits_since = received_at;

-- One row is one moment at which something is due, known by what was scheduled: it cannot fire twice.
CREATE TABLE timers (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    duty        TEXT NOT NULL, -- bot/timers, or a notice of bot/rules/notice.py
    subject_id  INTEGER NOT NULL,
    owner_kind  TEXT NOT NULL, -- what the duty belongs to and ends with: incident, draft, form, text, shift, desk
    owner_id    INTEGER NOT NULL,
    desk_id     INTEGER REFERENCES desks (id),
    first_at    INTEGER NOT NULL,
    n           INTEGER NOT NULL, -- the n-th time since first_at, from 1
    due_at      INTEGER NOT NULL,
    rank        INTEGER NOT NULL, -- most urgent first: 0 hỏa tốc … 3 thường
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'fired', 'cancelled', 'failed')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    set_at      INTEGER NOT NULL,
    settled_at  INTEGER,
    UNIQUE (duty, subject_id, first_at, n)
) STRICT;
CREATE UNIQUE INDEX timers_one_waits ON timers (duty, subject_id) WHERE state = 'waiting';
CREATE INDEX timers_due ON timers (state, due_at);
CREATE INDEX timers_by_owner ON timers (owner_kind, owner_id);

-- Who was reminded of what, by which message: the next reminder takes the place of the last.
CREATE TABLE reminders (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    timer_id    INTEGER NOT NULL REFERENCES timers (id),
    duty        TEXT NOT NULL,
    subject_id  INTEGER NOT NULL,
    incident_id INTEGER REFERENCES incidents (id),
    chat_id     INTEGER NOT NULL,
    person_id   INTEGER REFERENCES people (id), -- NULL: a group
    n           INTEGER NOT NULL,
    line        TEXT NOT NULL, -- JSON: what it says where several stand in one list
    said_at     INTEGER NOT NULL,
    outbox_id   INTEGER NOT NULL REFERENCES outbox (id), -- several reminders may share one message
    is_standing INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX reminders_standing ON reminders (chat_id, is_standing, duty, subject_id);
CREATE INDEX reminders_by_subject ON reminders (duty, subject_id, is_standing);
CREATE INDEX reminders_by_message ON reminders (outbox_id);
