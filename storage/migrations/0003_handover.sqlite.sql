-- Handing over: documents made by the bot, and the change of shifts.

-- What is to be made and sent: ordered in the transaction of the step, made afterwards in a process of its own.
CREATE TABLE documents (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id    INTEGER NOT NULL REFERENCES desks (id),
    kind       TEXT NOT NULL, -- which maker: bot/documents
    name       TEXT NOT NULL, -- the file's name, as people see it
    sent_as    TEXT NOT NULL CHECK (sent_as IN ('document', 'photo')),
    language   TEXT NOT NULL,
    payload    TEXT NOT NULL, -- JSON: the values it is made of, as they were
    screen     TEXT NOT NULL, -- JSON: the message it goes with
    recipients TEXT NOT NULL, -- JSON: chat and person each
    is_logged  INTEGER NOT NULL, -- its SHA-256 goes into the duty log
    state      TEXT NOT NULL CHECK (state IN ('ordered', 'made', 'failed')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    path       TEXT NOT NULL DEFAULT '', -- relative to storage.files
    sha256     TEXT NOT NULL DEFAULT '',
    size       INTEGER,
    ordered_at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE INDEX documents_ordered ON documents (state, not_before);

-- From one shift to the next.
CREATE TABLE handovers (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id       INTEGER NOT NULL REFERENCES desks (id),
    outgoing_id   INTEGER NOT NULL UNIQUE REFERENCES shifts (id),
    incoming_id   INTEGER REFERENCES shifts (id), -- NULL: nobody is planned to take over
    state         TEXT NOT NULL CHECK (state IN ('open', 'complete', 'lapsed')),
    version       INTEGER NOT NULL DEFAULT 1, -- changed first by whoever changes anything of it
    opened_at     INTEGER NOT NULL,
    taken_over_at INTEGER, -- when responsibility passed
    settled_at    INTEGER
) STRICT;
CREATE INDEX handovers_by_desk ON handovers (desk_id, state);

CREATE TABLE handover_signatures (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    handover_id INTEGER NOT NULL REFERENCES handovers (id),
    shift_id    INTEGER NOT NULL REFERENCES shifts (id), -- for which side
    person_id   INTEGER NOT NULL REFERENCES people (id),
    role        TEXT NOT NULL CHECK (role IN ('leader', 'officer')),
    signed_at   INTEGER NOT NULL,
    UNIQUE (handover_id, shift_id, person_id)
) STRICT;

-- Chưa nhận ca, with its reason.
CREATE TABLE handover_refusals (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    handover_id INTEGER NOT NULL REFERENCES handovers (id),
    person_id   INTEGER NOT NULL REFERENCES people (id),
    reason      TEXT NOT NULL,
    refused_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX handover_refusals_by_handover ON handover_refusals (handover_id);

-- What is taken over one by one.
CREATE TABLE handover_items (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    handover_id INTEGER NOT NULL REFERENCES handovers (id),
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'taken')),
    question    TEXT NOT NULL DEFAULT '', -- Hỏi lại
    answer      TEXT NOT NULL DEFAULT '',
    changed_by  INTEGER REFERENCES people (id),
    changed_at  INTEGER,
    UNIQUE (handover_id, incident_id)
) STRICT;

-- The digest of a shift, once, as it was sent.
CREATE TABLE digests (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id    INTEGER NOT NULL REFERENCES desks (id),
    shift_id   INTEGER NOT NULL UNIQUE REFERENCES shifts (id),
    payload    TEXT NOT NULL, -- JSON: everything it says
    last_seq   INTEGER NOT NULL, -- the duty log's last entry
    last_hash  TEXT NOT NULL,
    sent_at    INTEGER NOT NULL
) STRICT;

-- What a shift says of itself: Trọng điểm ca trực, Tình trạng trang thiết bị, the work done of a quiet shift.
CREATE TABLE shift_notes (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    shift_id  INTEGER NOT NULL REFERENCES shifts (id),
    kind      TEXT NOT NULL CHECK (kind IN ('focus', 'equipment', 'work')),
    text      TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    noted_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX shift_notes_by_shift ON shift_notes (shift_id, kind, id);

-- Until now a shift answered from its start to the next start, written down in advance. From here on responsibility
-- passes with Nhận ca: what was so stays, what was only foreseen is taken back.
UPDATE shifts SET responsible_until = NULL WHERE responsible_until > cast(unixepoch() * 1000000 AS INTEGER);
UPDATE shifts SET responsible_from = NULL WHERE responsible_from > cast(unixepoch() * 1000000 AS INTEGER);
