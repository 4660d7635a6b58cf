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
