"""The duty log's entries (nhật ký trực ban, QĐ 888/QĐ-TCHQ 2017, Art. 4.2): written once, never rewritten."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

SYSTEM = 0
"""The `desk_id` of the log that belongs to no one desk."""


class LogKind(StrEnum):
    """What an entry records.

    Grammar: `subject:verb`, both in lower case, a dash between the words of one. The subject is a field term
    of docs/glossary.md in the singular; the verb is in the past tense ("what happened"), save where the state
    itself is what was decided (`opinion:watching`). A kind is never renamed and never given another meaning:
    what is new is a new kind.
    """

    INCIDENT_RECEIVED = "incident:received"
    """A report was sent, or the desk found something: the incident has its number."""
    INCIDENT_CLOSED = "incident:closed"
    """The incident is at its end, by decision or because every result is confirmed."""
    INCIDENT_REOPENED = "incident:reopened"
    """The leader took it up again, with a reason."""
    URGENCY_CHANGED = "urgency:changed"
    """The desk raised or lowered the urgency."""

    REPORT_ADDED = "report:added"
    """An addition or an answer: the next version of the report."""
    REPORT_EDITED = "report:edited"
    """A message was edited in the chat; the original is kept."""
    NOTE_ADDED = "note:added"
    """Ý kiến trực ban: the officer's note, corrected fields or proposal."""

    OPINION_APPROVED = "opinion:approved"
    """The leader agreed to the unit's proposal."""
    OPINION_DIRECTED = "opinion:directed"
    """The leader directed otherwise, more, or instead."""
    OPINION_ASKED = "opinion:asked"
    """The leader asked for more."""
    OPINION_WATCHING = "opinion:watching"
    """The leader wants it watched until a time."""
    OPINION_CLOSED = "opinion:closed"
    """The leader ended it, with a reason."""
    OPINION_CONFIRMED = "opinion:confirmed"
    """Đúng ý kiến tôi, over an opinion somebody else recorded."""
    OPINION_DISOWNED = "opinion:disowned"
    """Không phải ý kiến tôi."""

    DIRECTIVE_ISSUED = "directive:issued"
    """A directive left for its addressees, its deadlines frozen."""
    DIRECTIVE_REPLACED = "directive:replaced"
    """A directive took the place of another, which it names."""
    DIRECTIVE_RECALLED = "directive:recalled"
    """A directive was taken back, with a reason."""
    DIRECTIVE_REINSTATED = "directive:reinstated"
    """A directive stands again: its recall was not the leader's opinion."""
    DIRECTIVE_WRITTEN = "directive:written"
    """The written text of a directive given by voice or photo."""
    DIRECTIVE_ACKNOWLEDGED = "directive:acknowledged"
    """Đã nhận chỉ đạo: an addressee has it."""
    DIRECTIVE_IN_HAND = "directive:in-hand"
    """Đang thực hiện."""
    DIRECTIVE_HANDED_ON = "directive:handed-on"
    """Somebody else in the unit carries it out."""

    RESULT_REPORTED = "result:reported"
    """An addressee reported its result."""
    RESULT_CONFIRMED = "result:confirmed"
    """The desk accepted a result."""
    RESULT_RETURNED = "result:returned"
    """The desk did not accept a result, with a reason."""

    EXTENSION_ASKED = "extension:asked"
    """An addressee asked for more time."""
    EXTENSION_GRANTED = "extension:granted"
    """More time was given: the new deadline is in the entry."""
    EXTENSION_REFUSED = "extension:refused"
    """More time was not given."""

    CONTAINMENT_MADE = "containment:made"
    """Stopped at once (Art. 8.1), by the unit or by an officer's order to it."""
    CONTAINMENT_ACKNOWLEDGED = "containment:acknowledged"
    """The unit has the order, or the leader's answer."""
    CONTAINMENT_CONTINUED = "containment:continued"
    """The leader lets it stand."""
    CONTAINMENT_ENDED = "containment:ended"
    """The leader ended it, with a reason."""

    ATTACHMENT_STORED = "attachment:stored"
    """A file was fetched: its SHA-256 is in the entry."""
    ATTACHMENT_MISSING = "attachment:missing"
    """A file could not be fetched, and why."""

    MESSAGE_UNDELIVERED = "message:undelivered"
    """Something that had to reach a person did not."""
    MESSAGE_STOPPED = "message:stopped"
    """A text with a classification mark was stopped: who and when, never what."""
    MESSAGE_CLEARED = "message:cleared"
    """Không phải nội dung mật: a stopped text was no secret."""
    MESSAGE_UNSORTED = "message:unsorted"
    """A text nobody could place went to the desk."""

    WORK_DONE = "work:done"
    """Nội dung thực hiện: block (1) of the form."""
    CALL_MADE = "call:made"
    """A telephone call, answered or not."""
    ENTRY_CORRECTED = "entry:corrected"
    """Đính chính: a new entry that names the old one."""

    PERSON_LINKED = "person:linked"
    """An account became a person's."""
    PERSON_FROZEN = "person:frozen"
    """An account was closed at once."""
    ORGANISATION_CHANGED = "organisation:changed"
    """Desks, units, people or roles were changed by a command."""

    REMINDER_SENT = "reminder:sent"
    """Somebody was reminded of what they owe: who, of what, the how-manieth time."""
    REMINDER_SNOOZED = "reminder:snoozed"
    """The leader asked not to be reminded for a while."""
    ESCALATION_SENT = "escalation:sent"
    """Somebody further up was told that nobody had answered."""
    DOCUMENT_MADE = "document:made"
    """The bot made a document of what the log says: its SHA-256 is in the entry."""

    SUBSTITUTION_ASKED = "substitution:asked"
    """Nhờ trực thay: somebody was asked to serve in another's place."""
    SUBSTITUTION_ACCEPTED = "substitution:accepted"
    """Nhận trực thay."""
    SUBSTITUTION_DECLINED = "substitution:declined"
    """Không nhận được."""
    SUBSTITUTION_APPROVED = "substitution:approved"
    """The leader, or a superior, agreed; the change of the roster is an entry of its own."""
    SUBSTITUTION_REFUSED = "substitution:refused"
    """The leader, or a superior, did not agree."""
    SUBSTITUTION_WITHDRAWN = "substitution:withdrawn"
    """Who asked needs nobody any more."""
    ROSTER_CHECKED = "roster:checked"
    """Something was missing before a shift, and was told."""
    ROLL_CALLED = "roll:called"
    """The people of a coming shift were asked whether they are ready, or those who had not answered were named."""
    ROLL_ANSWERED = "roll:answered"
    """Sẵn sàng nhận ca."""
    SHIFT_CHANGED = "shift:changed"
    """Who serves in a shift was changed in chat."""
    SHIFT_OPENED = "shift:opened"
    """A shift became responsible for the desk."""
    # The change of shifts.
    SHIFT_HANDED_OVER = "shift:handed-over"
    """Bàn giao ca: somebody of the outgoing shift signed."""
    SHIFT_TAKEN_OVER = "shift:taken-over"
    """Nhận ca: somebody of the incoming shift signed; the leader's names the checkpoint they had before them."""
    SHIFT_NOT_TAKEN_OVER = "shift:not-taken-over"
    """Chưa nhận ca, with a reason."""
    SHIFT_NOT_HANDED_OVER = "shift:not-handed-over"
    """Responsibility passed without the outgoing leader's Bàn giao ca."""
    SHIFT_PROLONGED = "shift:prolonged"
    """At its planned end nobody had taken over: the shift answers on."""
    HANDOVER_OPENED = "handover:opened"
    """The change of shifts has begun: cards go to both leaders."""
    HANDOVER_COMPLETED = "handover:completed"
    """Both sides have signed, and every grave item was taken."""
    HANDOVER_LAPSED = "handover:lapsed"
    """The incoming shift came to its own end, and signatures were still owed."""
    INCIDENT_CARRIED_OVER = "incident:carried-over"
    """An open item moved into the log of the shift that answers from now on."""
    ITEM_TAKEN = "open-item:taken"
    """Nhận việc này: a grave open item was taken over by itself."""
    ITEM_QUESTIONED = "open-item:questioned"
    """Hỏi lại: a question to the outgoing shift about a grave open item."""
    ITEM_ANSWERED = "open-item:answered"
    """The outgoing shift's answer to it."""
    DIGEST_SENT = "digest:sent"
    """The digest of a shift, with the log's last entry before it."""
    FOCUS_SET = "focus:set"
    """Trọng điểm ca trực."""
    EQUIPMENT_STATED = "equipment:stated"
    """Tình trạng trang thiết bị."""
    WORK_CONFIRMED = "work:confirmed"
    """An officer confirmed the work done of a shift in which nothing was reported."""

    SYSTEM_STARTED = "system:started"
    """The program started."""
    SYSTEM_STOPPED = "system:stopped"
    """The program stopped in good order."""

    # The auditor and the outage.
    SYSTEM_INTERRUPTED = "system:interrupted"
    """The program was away from one moment to another: told when it is back."""
    AUDIT_FOUND = "audit:found"
    """The auditor found something missing or late."""
    AUDIT_ENDED = "audit:ended"
    """What the auditor had found is no longer so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLogEntry:
    """What a step has to say to the log; its number, salt and hashes come with the writing.

    `payload` holds ids, states, times and frozen deadlines, enough to replay; never a name and never free
    text: those are `text`, kept beside the chain so that a lawful redaction can empty them. Both hold JSON
    values without floats; an aware moment in them is stored as microseconds UTC.
    """

    kind: LogKind
    desk_id: int
    recorded_at: datetime
    channel: str
    occurred_at: datetime | None
    """When it happened; None where nobody stated it ("chưa rõ")."""
    shift_id: int | None = None
    incident: str | None = None
    """Its number, for life."""
    directive: int | None = None
    """Its n under the incident."""
    unit: str | None = None
    """Its code."""
    actor_id: int | None = None
    actor_role: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    text: Mapping[str, Any] = field(default_factory=dict)
    source_hash: str = ""
    """SHA-256 of the chat message or attachment behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """An entry as it is stored; `payload` and `text` are the exact stored characters, which the hashes cover.

    `kind` may be one that only a newer version of this program knows.
    """

    desk_id: int
    seq: int
    format: int
    kind: str
    shift_id: int | None
    incident: str | None
    directive: int | None
    unit: str | None
    actor_id: int | None
    actor_role: str
    channel: str
    occurred_at: datetime | None
    recorded_at: datetime
    payload: str
    source_hash: str
    text_hash: str
    previous_hash: str
    hash: str
    salt: str | None
    """Empty together with `text` after a redaction; None when the side row itself is gone, which is tampering."""
    text: str | None

    @property
    def facts(self) -> dict[str, Any]:
        """The payload's values; times in them are microseconds UTC."""
        values: dict[str, Any] = json.loads(self.payload)
        return values

    @property
    def words(self) -> dict[str, Any]:
        """Names and free text; empty after a redaction."""
        values: dict[str, Any] = json.loads(self.text) if self.text else {}
        return values

    @property
    def is_redacted(self) -> bool:
        """Whether names and free text were lawfully taken out."""
        return self.text == "" and self.salt == ""
