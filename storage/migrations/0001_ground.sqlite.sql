-- The whole loop at one desk. Times are integer microseconds UTC, JSON and hashes TEXT, flags 0/1.
-- STRICT refuses what PostgreSQL would refuse too; AUTOINCREMENT never gives an id out twice (buttons and the log name ids).

CREATE TABLE desks (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    code      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    phone     TEXT NOT NULL DEFAULT '',
    fax       TEXT NOT NULL DEFAULT '',
    email     TEXT NOT NULL DEFAULT '',
    chat_id   INTEGER UNIQUE,
    is_active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE units (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    code       TEXT NOT NULL UNIQUE,
    desk_id    INTEGER NOT NULL REFERENCES desks (id),
    name       TEXT NOT NULL,
    phone      TEXT NOT NULL DEFAULT '',
    chat_id    INTEGER UNIQUE,
    is_outside INTEGER NOT NULL DEFAULT 0, -- police, border guard, port: answered for by the desk
    is_active  INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE people (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    code           TEXT UNIQUE,
    name           TEXT NOT NULL,
    title          TEXT NOT NULL DEFAULT '',
    phone          TEXT NOT NULL DEFAULT '',
    telegram_id    INTEGER UNIQUE,
    language       TEXT,
    is_active      INTEGER NOT NULL DEFAULT 1,
    frozen_at      INTEGER, -- /khoataikhoan
    unreachable_at INTEGER -- since when the messenger refuses this person
) STRICT;

-- One role of one person, at a desk or in a unit (exactly one of the two; neither for a role over the whole system).
CREATE TABLE grants (
    person_id  INTEGER NOT NULL REFERENCES people (id),
    role       TEXT NOT NULL CHECK (role IN ('leader', 'officer', 'unit', 'head', 'superior', 'admin')),
    desk_id    INTEGER REFERENCES desks (id),
    unit_id    INTEGER REFERENCES units (id),
    is_contact INTEGER NOT NULL DEFAULT 0, -- đầu mối of the unit
    CHECK (desk_id IS NULL OR unit_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX grants_once ON grants (person_id, role, coalesce(desk_id, 0), coalesce(unit_id, 0));
CREATE INDEX grants_by_desk ON grants (desk_id, role);
CREATE INDEX grants_by_unit ON grants (unit_id, role);

CREATE TABLE link_codes (
    code_hash  TEXT PRIMARY KEY, -- SHA-256 of the code; the code itself is only printed
    person_id  INTEGER NOT NULL REFERENCES people (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;

CREATE TABLE strangers (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    telegram_id INTEGER NOT NULL,
    name        TEXT NOT NULL,
    text        TEXT NOT NULL,
    written_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX strangers_by_account ON strangers (telegram_id, written_at);

CREATE TABLE shifts (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id           INTEGER NOT NULL REFERENCES desks (id),
    starts_at         INTEGER NOT NULL,
    ends_at           INTEGER NOT NULL,
    responsible_from  INTEGER, -- the period in which this shift answers for the desk
    responsible_until INTEGER,
    changed_in_chat   INTEGER NOT NULL DEFAULT 0,
    UNIQUE (desk_id, starts_at),
    CHECK (ends_at > starts_at)
) STRICT;

CREATE TABLE shift_members (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    shift_id  INTEGER NOT NULL REFERENCES shifts (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role      TEXT NOT NULL CHECK (role IN ('leader', 'deputy', 'officer')),
    from_at   INTEGER NOT NULL,
    until_at  INTEGER
) STRICT;
CREATE INDEX shift_members_by_shift ON shift_members (shift_id, role);

-- Who held which role over a desk, and when: what the gate below asks.
CREATE VIEW duty_holders AS
SELECT
    s.desk_id, s.id AS shift_id, m.person_id, m.role,
    max(m.from_at, s.responsible_from) AS from_at,
    min(coalesce(m.until_at, 9223372036854775807), coalesce(s.responsible_until, 9223372036854775807)) AS until_at
FROM shift_members AS m
JOIN shifts AS s ON s.id = m.shift_id
WHERE s.responsible_from IS NOT NULL;

CREATE TABLE incident_counters (
    desk_id INTEGER NOT NULL REFERENCES desks (id),
    year    INTEGER NOT NULL,
    last    INTEGER NOT NULL,
    PRIMARY KEY (desk_id, year)
) STRICT;

CREATE TABLE incidents (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id        INTEGER NOT NULL REFERENCES desks (id),
    year           INTEGER NOT NULL,
    counter        INTEGER NOT NULL,
    number         TEXT NOT NULL UNIQUE, -- HP-2026-0123, for life
    state          TEXT NOT NULL
        CHECK (state IN ('awaiting_decision', 'awaiting_answer', 'in_progress', 'closed')),
    version        INTEGER NOT NULL DEFAULT 1, -- of this row: every change is conditional on it
    report_version INTEGER NOT NULL DEFAULT 1, -- what a decision binds to
    unit_id        INTEGER REFERENCES units (id), -- NULL: found by the desk
    reporter_id    INTEGER NOT NULL REFERENCES people (id),
    kind           TEXT NOT NULL,
    urgency        TEXT NOT NULL CHECK (urgency IN ('thuong', 'khan', 'thuongkhan', 'hoatoc')),
    channel        TEXT NOT NULL,
    received_at    INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL,
    watch_until    INTEGER,
    closed_at      INTEGER,
    close_reason   TEXT NOT NULL DEFAULT '',
    is_private     INTEGER NOT NULL DEFAULT 0, -- Phản ánh riêng: to the superior only
    UNIQUE (desk_id, year, counter)
) STRICT;
CREATE INDEX incidents_open ON incidents (desk_id, state, received_at);
CREATE INDEX incidents_by_unit ON incidents (unit_id, state);

-- What was said about an incident, each version kept: report, addition, answer, edit, desk_note.
CREATE TABLE reports (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    version     INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('report', 'addition', 'answer', 'edit', 'desk_note')),
    author_id   INTEGER NOT NULL REFERENCES people (id),
    text        TEXT NOT NULL,
    fields      TEXT NOT NULL, -- JSON: occurred_at, place, references, proposal … as read and corrected
    channel     TEXT NOT NULL,
    written_at  INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX reports_by_incident ON reports (incident_id, version);

CREATE TABLE decisions (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id        INTEGER NOT NULL REFERENCES desks (id),
    incident_id    INTEGER NOT NULL REFERENCES incidents (id),
    report_version INTEGER NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN (
        'approve', 'direct', 'ask', 'watch', 'close', 'add', 'replace', 'recall',
        'continue_containment', 'end_containment', 'reopen', 'put_in_writing')),
    disagrees      INTEGER NOT NULL DEFAULT 0, -- reached by way of Không đồng ý
    content        TEXT NOT NULL,
    decided_by     INTEGER NOT NULL REFERENCES people (id),
    decided_as     TEXT NOT NULL CHECK (decided_as IN ('leader', 'deputy')),
    basis          TEXT NOT NULL DEFAULT '', -- the document that lets a deputy decide
    decided_at     INTEGER NOT NULL,
    recorded_by    INTEGER NOT NULL REFERENCES people (id),
    recorded_at    INTEGER NOT NULL,
    channel        TEXT NOT NULL,
    confirmed_at   INTEGER, -- Đúng ý kiến tôi; set at once when decided and recorded by the same person
    disowned_at    INTEGER -- Không phải ý kiến tôi
) STRICT;
CREATE INDEX decisions_by_incident ON decisions (incident_id, id);

CREATE TABLE directives (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id            INTEGER NOT NULL REFERENCES desks (id),
    incident_id        INTEGER NOT NULL REFERENCES incidents (id),
    n                  INTEGER NOT NULL, -- HP-2026-0123/1
    decision_id        INTEGER NOT NULL REFERENCES decisions (id),
    replaces_id        INTEGER REFERENCES directives (id),
    content            TEXT NOT NULL,
    awaits_text        INTEGER NOT NULL DEFAULT 0, -- given by voice or photo, its written text still owed
    issued_at          INTEGER NOT NULL,
    acknowledge_due_at INTEGER NOT NULL, -- frozen when issued
    result_due_at      INTEGER,
    stands_until       INTEGER, -- có hiệu lực đến
    recalled_at        INTEGER,
    recall_decision_id INTEGER REFERENCES decisions (id),
    UNIQUE (incident_id, n)
) STRICT;

CREATE TABLE addressees (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    directive_id    INTEGER NOT NULL REFERENCES directives (id),
    unit_id         INTEGER NOT NULL REFERENCES units (id),
    state           TEXT NOT NULL CHECK (state IN (
        'sent', 'acknowledged', 'in_hand', 'reported', 'confirmed', 'returned', 'recalled', 'undeliverable')),
    version         INTEGER NOT NULL DEFAULT 1,
    sent_at         INTEGER, -- accepted by the messenger for at least one reader
    acknowledged_at INTEGER,
    acknowledged_by INTEGER REFERENCES people (id),
    performer_id    INTEGER REFERENCES people (id), -- Chuyển người thực hiện
    result_due_at   INTEGER,
    receiver        TEXT NOT NULL DEFAULT '', -- who took it outside the system, as the desk recorded
    receipt_channel TEXT NOT NULL DEFAULT 'message',
    UNIQUE (directive_id, unit_id)
) STRICT;
CREATE INDEX addressees_by_unit ON addressees (unit_id, state);

CREATE TABLE results (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    addressee_id INTEGER NOT NULL REFERENCES addressees (id),
    n            INTEGER NOT NULL,
    text         TEXT NOT NULL,
    reported_by  INTEGER REFERENCES people (id), -- NULL: somebody outside the system, named in reporter
    reporter     TEXT NOT NULL DEFAULT '',
    reported_at  INTEGER NOT NULL,
    recorded_by  INTEGER NOT NULL REFERENCES people (id),
    recorded_at  INTEGER NOT NULL,
    channel      TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('reported', 'confirmed', 'returned')),
    judged_by    INTEGER REFERENCES people (id),
    judged_at    INTEGER,
    reason       TEXT NOT NULL DEFAULT '',
    UNIQUE (addressee_id, n)
) STRICT;

CREATE TABLE extensions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    addressee_id INTEGER NOT NULL REFERENCES addressees (id),
    until_at     INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    asked_by     INTEGER NOT NULL REFERENCES people (id),
    asked_at     INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused')),
    judged_by    INTEGER REFERENCES people (id),
    judged_at    INTEGER
) STRICT;

CREATE TABLE containments (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id         INTEGER NOT NULL REFERENCES desks (id),
    incident_id     INTEGER NOT NULL REFERENCES incidents (id),
    n               INTEGER NOT NULL, -- under its incident
    unit_id         INTEGER NOT NULL REFERENCES units (id),
    kind            TEXT NOT NULL CHECK (kind IN ('done', 'ordered')), -- by the unit, or by an officer to it
    content         TEXT NOT NULL,
    made_by         INTEGER NOT NULL REFERENCES people (id),
    made_at         INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('open', 'continued', 'ended')),
    version         INTEGER NOT NULL DEFAULT 1,
    decision_id     INTEGER REFERENCES decisions (id), -- the leader's latest answer
    acknowledged_at INTEGER, -- of the order, then of the leader's answer
    acknowledged_by INTEGER REFERENCES people (id)
) STRICT;
CREATE INDEX containments_by_incident ON containments (incident_id, state);

CREATE TABLE attachments (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_kind     TEXT NOT NULL CHECK (owner_kind IN ('draft', 'report', 'directive', 'result', 'containment', 'unsorted')),
    owner_id       INTEGER NOT NULL,
    incident_id    INTEGER REFERENCES incidents (id),
    kind           TEXT NOT NULL, -- photo, document, video, voice, audio, location
    file_id        TEXT NOT NULL DEFAULT '',
    file_unique_id TEXT NOT NULL DEFAULT '',
    size           INTEGER,
    name           TEXT NOT NULL DEFAULT '',
    latitude_e7    INTEGER, -- a location: degrees × 10⁷
    longitude_e7   INTEGER,
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'missing', 'too_large', 'none')),
    attempts       INTEGER NOT NULL DEFAULT 0,
    not_before     INTEGER NOT NULL DEFAULT 0,
    sha256         TEXT NOT NULL DEFAULT '',
    path           TEXT NOT NULL DEFAULT '', -- generated, relative to storage.files
    received_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX attachments_by_owner ON attachments (owner_kind, owner_id);
CREATE INDEX attachments_waiting ON attachments (state, not_before);

CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id  INTEGER NOT NULL REFERENCES people (id),
    chat_id    INTEGER NOT NULL,
    desk_id    INTEGER NOT NULL REFERENCES desks (id),
    unit_id    INTEGER REFERENCES units (id), -- NULL: an officer, for what the desk itself found
    state      TEXT NOT NULL CHECK (state IN ('open', 'sent', 'dropped')),
    version    INTEGER NOT NULL DEFAULT 1,
    text       TEXT NOT NULL,
    payload    TEXT NOT NULL, -- JSON: corrected fields, urgency, album, what is asked now
    opened_at  INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_open ON drafts (person_id, chat_id, state);

-- What a person was asked for after a button; one open per person and chat.
CREATE TABLE forms (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id  INTEGER NOT NULL REFERENCES people (id),
    chat_id    INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    payload    TEXT NOT NULL, -- JSON: what it is about, what was given so far
    state      TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    version    INTEGER NOT NULL DEFAULT 1,
    opened_at  INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX forms_open ON forms (person_id, chat_id) WHERE state = 'open';

CREATE TABLE unsorted_texts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id     INTEGER NOT NULL REFERENCES desks (id),
    person_id   INTEGER REFERENCES people (id),
    chat_id     INTEGER NOT NULL,
    message_id  INTEGER,
    text        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'placed')),
    written_at  INTEGER NOT NULL,
    incident_id INTEGER REFERENCES incidents (id), -- where somebody at the desk placed it
    placed_by   INTEGER REFERENCES people (id),
    placed_at   INTEGER
) STRICT;

-- Which message in which chat belongs to which incident, theirs and ours.
CREATE TABLE message_links (
    chat_id     INTEGER NOT NULL,
    message_id  INTEGER NOT NULL,
    incident_id INTEGER REFERENCES incidents (id),
    subject     TEXT NOT NULL, -- e.g. report:12, directive:3, draft:4, form
    PRIMARY KEY (chat_id, message_id)
) STRICT;

CREATE TABLE inbox (
    bot_id      INTEGER NOT NULL,
    update_id   INTEGER NOT NULL,
    lane        INTEGER NOT NULL, -- the chat; 0 where there is none
    raw         TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('new', 'done', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    not_before  INTEGER NOT NULL DEFAULT 0,
    error       TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (bot_id, update_id)
) STRICT;
CREATE INDEX inbox_new ON inbox (state, bot_id, update_id);

-- A message that shows one subject as it is now, in one chat: edited in place for as long as it stands there.
CREATE TABLE cards (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    notice        TEXT NOT NULL, -- which card: templates/<lang>/notices/<notice>
    subject_id    INTEGER NOT NULL,
    chat_id       INTEGER NOT NULL,
    person_id     INTEGER REFERENCES people (id), -- NULL: a group
    message_id    INTEGER,
    drawn_version INTEGER NOT NULL DEFAULT 0, -- of the subject, as last delivered
    UNIQUE (notice, subject_id, chat_id)
) STRICT;
CREATE INDEX cards_by_message ON cards (chat_id, message_id);

CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    desk_id      INTEGER REFERENCES desks (id),
    incident_id  INTEGER REFERENCES incidents (id),
    chat_id      INTEGER, -- NULL: a person without a linked account; kept as a fact
    person_id    INTEGER REFERENCES people (id),
    action       TEXT NOT NULL CHECK (action IN ('send', 'edit', 'delete', 'pin', 'unpin', 'commands')),
    notice       TEXT NOT NULL,
    card_id      INTEGER REFERENCES cards (id), -- the card this row sends or edits
    subject      TEXT NOT NULL DEFAULT '', -- for message_links
    payload      TEXT NOT NULL, -- JSON: values, keyboard, files
    priority     INTEGER NOT NULL, -- 0 decisions and directives, 1 the rest, 2 lists and digests
    must_act     INTEGER NOT NULL, -- repeated, and marked, when its outcome is unknown
    reply_to     INTEGER, -- message id in the same chat
    message_id   INTEGER, -- the message to edit, delete or pin; once sent, the message it became
    state        TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dead', 'dropped')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    is_repeat    INTEGER NOT NULL DEFAULT 0, -- an earlier try may have arrived
    not_before   INTEGER NOT NULL DEFAULT 0,
    rendered     TEXT NOT NULL DEFAULT '', -- JSON: what was really said
    error        TEXT NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    settled_at   INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (state, priority, id);
CREATE INDEX outbox_by_card ON outbox (card_id, state);
CREATE INDEX outbox_by_incident ON outbox (incident_id, id);

CREATE TABLE bot_state (
    name  TEXT PRIMARY KEY, -- e.g. offset:<bot>, me
    value TEXT NOT NULL
) STRICT;

-- The statutory duty log (QĐ 888/QĐ-TCHQ 2017, Art. 4.2). Entries are never rewritten. desk_id 0 is the log of the system itself.
CREATE TABLE duty_log_heads (
    desk_id INTEGER PRIMARY KEY,
    seq     INTEGER NOT NULL,
    hash    TEXT NOT NULL
) STRICT;

CREATE TABLE duty_log (
    desk_id       INTEGER NOT NULL,
    seq           INTEGER NOT NULL, -- from 1, without gaps
    format        INTEGER NOT NULL,
    kind          TEXT NOT NULL, -- subject:verb
    shift_id      INTEGER,
    incident      TEXT, -- its number, for life
    directive     INTEGER, -- n under the incident
    unit          TEXT, -- code
    actor_id      INTEGER,
    actor_role    TEXT NOT NULL DEFAULT '',
    channel       TEXT NOT NULL,
    occurred_at   INTEGER, -- NULL: nobody stated it
    recorded_at   INTEGER NOT NULL,
    payload       TEXT NOT NULL, -- canonical JSON: ids, states, times, frozen deadlines; no names, no free text
    source_hash   TEXT NOT NULL DEFAULT '', -- SHA-256 of the chat message or attachment behind it
    text_hash     TEXT NOT NULL, -- SHA-256(salt ‖ canonical JSON of the side row)
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL,
    PRIMARY KEY (desk_id, seq)
) STRICT;
CREATE INDEX duty_log_by_incident ON duty_log (incident, seq);
CREATE INDEX duty_log_by_shift ON duty_log (shift_id, seq);

-- Names and free text, beside the chain: a lawful redaction empties text and salt and the chain still verifies.
CREATE TABLE duty_log_texts (
    desk_id INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    salt    TEXT NOT NULL,
    text    TEXT NOT NULL, -- canonical JSON
    PRIMARY KEY (desk_id, seq),
    FOREIGN KEY (desk_id, seq) REFERENCES duty_log (desk_id, seq)
) STRICT;

CREATE TRIGGER duty_log_in_order BEFORE INSERT ON duty_log
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM duty_log WHERE desk_id = NEW.desk_id), 0) + 1
  OR NEW.previous_hash <> coalesce((
        SELECT hash FROM duty_log WHERE desk_id = NEW.desk_id AND seq = NEW.seq - 1
     ), '')
BEGIN SELECT RAISE(ABORT, 'duty log: out of order'); END;
CREATE TRIGGER duty_log_no_update BEFORE UPDATE ON duty_log
BEGIN SELECT RAISE(ABORT, 'duty log: append-only'); END;
CREATE TRIGGER duty_log_no_delete BEFORE DELETE ON duty_log
BEGIN SELECT RAISE(ABORT, 'duty log: append-only'); END;

CREATE TRIGGER duty_log_texts_only_redacted BEFORE UPDATE ON duty_log_texts
WHEN NEW.desk_id <> OLD.desk_id OR NEW.seq <> OLD.seq OR NEW.salt <> '' OR NEW.text <> ''
BEGIN SELECT RAISE(ABORT, 'duty log: a text is only redacted'); END;
CREATE TRIGGER duty_log_texts_no_delete BEFORE DELETE ON duty_log_texts
BEGIN SELECT RAISE(ABORT, 'duty log: append-only'); END;

-- The gate (Art. 4.3): an opinion counts only from the person who held the role at that moment.
CREATE TRIGGER decisions_gate BEFORE INSERT ON decisions
WHEN NOT EXISTS (
    SELECT 1 FROM duty_holders AS h
    WHERE h.desk_id = NEW.desk_id AND h.person_id = NEW.decided_by AND h.role = NEW.decided_as
      AND h.from_at <= NEW.decided_at AND NEW.decided_at < h.until_at)
  OR NOT EXISTS (SELECT 1 FROM incidents AS i WHERE i.id = NEW.incident_id AND i.desk_id = NEW.desk_id)
  OR (NEW.decided_as = 'deputy' AND NEW.basis = '')
BEGIN SELECT RAISE(ABORT, 'gate: not the duty leader at that moment'); END;
CREATE TRIGGER decisions_stand BEFORE UPDATE OF
    id, desk_id, incident_id, report_version, kind, disagrees, content, decided_by, decided_as, basis, decided_at,
    recorded_by, recorded_at, channel ON decisions
BEGIN SELECT RAISE(ABORT, 'gate: an opinion is never rewritten'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'gate: an opinion is never deleted'); END;

CREATE TRIGGER directives_gate BEFORE INSERT ON directives
WHEN NOT EXISTS (
    SELECT 1 FROM decisions AS d
    JOIN duty_holders AS h
      ON h.desk_id = d.desk_id AND h.person_id = d.decided_by AND h.role = d.decided_as
     AND h.from_at <= d.decided_at AND d.decided_at < h.until_at
    WHERE d.id = NEW.decision_id AND d.incident_id = NEW.incident_id AND d.desk_id = NEW.desk_id
      AND d.kind IN ('approve', 'direct', 'add', 'replace') AND d.disowned_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'gate: no directive before the duty leader''s opinion'); END;
CREATE TRIGGER directives_stand BEFORE UPDATE OF
    id, desk_id, incident_id, n, decision_id, replaces_id, issued_at, acknowledge_due_at ON directives
BEGIN SELECT RAISE(ABORT, 'gate: a directive is never rewritten'); END;
-- Given by voice or photo, its written text comes later, once.
CREATE TRIGGER directives_words_stand BEFORE UPDATE OF content, awaits_text ON directives
WHEN OLD.awaits_text = 0
BEGIN SELECT RAISE(ABORT, 'gate: a directive is never rewritten'); END;
CREATE TRIGGER directives_no_delete BEFORE DELETE ON directives
BEGIN SELECT RAISE(ABORT, 'gate: a directive is never deleted'); END;
