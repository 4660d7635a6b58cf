"""What a page of messages is made of: what people did, and what the bot said to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.support.office import ZONE
from tests.support.written_day.people import CALLED

FILES = {
    "photo": "ảnh",
    "document": "tệp",
    "voice": "ghi âm",
    "video": "video",
    "location": "vị trí",
}
IN_ORDER = {account: place for place, account in enumerate(CALLED)}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the page. `how`: does, says, edits, deletes, answers (the toast of a press)."""

    at: str
    how: str
    chat: int
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Chats:
    """What stands in every chat, so that an edit can be told by what it changed."""

    stands: dict[tuple[int, int], Line] = field(default_factory=dict)
    _keys: dict[tuple[int, int, str], str] = field(default_factory=dict)

    def label(self, press: Mapping[str, Any]) -> str:
        """The words on the button that was pressed."""
        return self._keys.get((press["chat_id"], press["message_id"], press["data"]), "(nút cũ)")

    def read(self, entries: Iterable[Mapping[str, Any]]) -> list[Line]:
        """What the bot did in one stretch of time: chat by chat, in each as it came."""
        said = [line for entry in entries if (line := self._line(entry)) is not None]
        return sorted(said, key=lambda line: IN_ORDER.get(line.chat, len(IN_ORDER)))

    def _line(self, entry: Mapping[str, Any]) -> Line | None:
        if entry["kind"] != "message" or not entry["message"]["from"]["is_bot"]:
            return None
        view, key = entry["message"], (entry["chat_id"], entry["message_id"])
        before = self.stands.get(key)
        if entry["event"] == "deleted":
            return Line(_hour(entry), "deletes", key[0], before.text if before else "")
        line = Line(_hour(entry), "says", key[0], _text(view), _rows(view))
        if not line.text:  # that something was pinned
            return None
        self.stands[key] = line
        for row in view.get("inline_keyboard") or ():
            self._keys |= {(*key, str(b.get("callback_data"))): str(b["text"]) for b in row}
        if entry["event"] == "sent" or before is None:
            return line
        return _changed(before, line)


def _changed(before: Line, now: Line) -> Line | None:
    """An edit, by its first line and what is new in it."""
    if (before.text, before.rows) == (now.text, now.rows):
        return None
    old, new = before.text.split("\n"), now.text.split("\n")
    fresh = [text for text in new[1:] if text not in old and text]
    rows = now.rows if now.rows != before.rows else ()
    return Line(now.at, "edits", now.chat, "\n".join([new[0], *fresh]), rows)


def _text(view: Mapping[str, Any]) -> str:
    text = str(view.get("text") or view.get("caption") or "")
    files = [name for kind, name in FILES.items() if view.get(kind)]
    if view.get("document"):
        files = [f"tệp {view['document'].get('file_name') or view['document'].get('name', '')}"]
    return "\n".join([*(f"({name})" for name in files), *([text] if text else [])])


def _rows(view: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(b["text"]) for b in row) for row in view.get("inline_keyboard") or ())


def _hour(entry: Mapping[str, Any]) -> str:
    return hour(datetime.fromisoformat(entry["at"]))


def hour(at: datetime) -> str:
    """As a phone shows it."""
    return f"{at.astimezone(ZONE):%H:%M}"
