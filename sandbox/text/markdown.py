"""Telegram's MarkdownV2, and the old Markdown, with its server's words for what is wrong.

Source: https://core.telegram.org/bots/api#markdownv2-style and the open Bot API server.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sandbox.text.errors import ParseError
from sandbox.text.links import WrongLinkError, checked_link
from sandbox.text.units import units

_RESERVED = "_*[]()~`>#+-=|{}.!\n"
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
_MARKS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
}
_USER = re.compile(r"tg://user\?id=([0-9]+)\Z")
_EMOJI = re.compile(r"tg://emoji\?id=([0-9]+)\Z")
_LANGUAGE = re.compile(r"[^\s`]+(?=\n)")


@dataclass(slots=True)
class _Open:
    kind: str
    at: int
    offset: int
    language: str = ""


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []
        self.line_start = True

    def bytes_before(self, position: int) -> int:
        return len(self.text[:position].encode())

    def write(self, character: str) -> None:
        self.out.append(character)
        self.offset += 2 if character > "\uffff" else 1

    def starts(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)

    def read(self) -> None:
        while self.at < len(self.text):
            self.step()
        self.end_quote()
        if self.open:
            last = self.open[-1]
            raise self.unended(last)

    def unended(self, opened: _Open) -> ParseError:
        name = "PreCode" if opened.language else _NAMES[opened.kind]
        return ParseError(f"Can't find end of {name} entity at byte offset {self.bytes_before(opened.at)}")

    def step(self) -> None:
        character = self.text[self.at]
        escaped = self.text[self.at + 1 : self.at + 2]
        if character == "\\" and escaped and 0 < ord(escaped) <= 126:  # noqa: PLR2004 (ASCII can be escaped)
            self.write(escaped)
            self.line_start = escaped == "\n"
            self.at += 2
            return
        inside = self.open[-1].kind if self.open else ""
        if inside in ("code", "pre"):
            if character == "`" and self.starts(_MARKS[inside]):
                self.close(_MARKS[inside])
            else:
                self.plain(character)
            return
        if self.line_start and self.quote():
            return
        if character not in _RESERVED or (character == "\n" and not self.in_quote()):
            self.plain(character)
        elif character == "\n":
            self.plain(character)
            if not self.starts(">"):
                self.end_quote()
        elif inside and self.closes(inside):
            self.line_start = False
            self.close("]" if inside in ("text_link", "custom_emoji") else _MARKS[inside])
        else:
            self.line_start = False
            self.begin()

    def plain(self, character: str) -> None:
        self.write(character)
        self.line_start = character == "\n"
        self.at += 1

    def in_quote(self) -> bool:
        return any(entry.kind == "blockquote" for entry in self.open)

    def quote(self) -> bool:
        self.line_start = False
        marked = self.starts("**>") or self.starts(">")
        if not marked:
            return False
        if self.starts("**>") or not self.in_quote():
            self.end_quote()
            self.open.append(_Open("blockquote", self.at, self.offset))
        self.at += 3 if self.starts("**>") else 1
        return True

    def end_quote(self, *, expandable: bool = False) -> None:
        if not self.in_quote():
            return
        last = self.open[-1]
        if last.kind != "blockquote":
            raise self.unended(last)
        self.open.pop()
        kind = "expandable_blockquote" if expandable else "blockquote"
        self.add(kind, last.offset)

    def closes(self, kind: str) -> bool:
        if kind in ("text_link", "custom_emoji"):
            return self.starts("]")
        if kind == "italic":
            return self.starts("_") and not self.starts("__")
        return kind != "blockquote" and self.starts(_MARKS[kind])

    def begin(self) -> None:
        if self.starts("||") and self.in_quote() and self.text[self.at + 2 : self.at + 3] in ("", "\n"):
            self.at += 2
            self.end_quote(expandable=True)
            return
        for kind in ("pre", "code", "underline", "italic", "bold", "strikethrough", "spoiler"):
            mark = _MARKS[kind]
            if self.starts(mark):
                opened = _Open(kind, self.at, self.offset)
                self.at += len(mark)
                if kind == "pre":
                    found = _LANGUAGE.match(self.text, self.at)
                    opened.language = found.group() if found else ""
                    self.at = found.end() if found else self.at
                    self.at += 1 if self.starts("\n") else 0
                self.open.append(opened)
                return
        if self.starts("![") or self.starts("["):
            self.open.append(_Open("custom_emoji" if self.starts("!") else "text_link", self.at, self.offset))
            self.at += 2 if self.starts("!") else 1
            return
        raise ParseError(
            f"Character '{self.text[self.at]}' is reserved and must be escaped with the preceding '\\'",
        )

    def close(self, mark: str) -> None:
        self.at += len(mark)
        opened = self.open.pop()
        if opened.kind in ("text_link", "custom_emoji"):
            self.add_link(opened)
        elif opened.language:
            self.add(opened.kind, opened.offset, language=opened.language)
        else:
            self.add(opened.kind, opened.offset)

    def add_link(self, opened: _Open) -> None:
        url = ""
        if self.starts("("):
            self.at += 1
            url_at = self.at
            while self.at < len(self.text) and self.text[self.at] != ")":
                if self.text[self.at] == "\\" and self.at + 1 < len(self.text):
                    self.at += 1
                url += self.text[self.at]
                self.at += 1
            if self.at >= len(self.text):
                raise ParseError(f"Can't find end of a URL at byte offset {self.bytes_before(url_at)}")
            self.at += 1
        emoji = _EMOJI.match(url)
        if opened.kind == "custom_emoji":
            if emoji is None:
                raise ParseError("Custom emoji entity must contain a tg://emoji URL")
            self.add("custom_emoji", opened.offset, custom_emoji_id=emoji.group(1))
            return
        url = url or "".join(self.out)[-1:]
        user = _USER.match(url)
        if user:
            self.add("text_mention", opened.offset, user_id=int(user.group(1)))
        else:
            with suppress(WrongLinkError):
                self.add("text_link", opened.offset, url=checked_link(url))

    def add(self, kind: str, offset: int, **more: object) -> None:
        if self.offset > offset:
            self.entities.append({"type": kind, "offset": offset, "length": self.offset - offset, **more})


def parse_markdown_v2(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the plain text and its entities.

    Raises:
        ParseError: with the words of Telegram's server.
    """
    reader = _Reader(text)
    reader.read()
    return "".join(reader.out), reader.entities


_OLD = re.compile(
    r"\\([_*`\[])|```(?:(\w+)\n)?(.*?)```|`([^`]*)`|\*([^*]*)\*|_([^_]*)_|\[([^\]]*)\]\(([^)]*)\)", re.DOTALL
)


def parse_markdown(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return plain text and entities of the legacy Markdown style, in which nothing nests.

    Raises:
        ParseError: with the words of Telegram's server.
    """
    out: list[str] = []
    entities: list[dict[str, Any]] = []
    offset = at = 0
    while at < len(text):
        found = _OLD.match(text, at)
        if found is None:
            if text[at] in "*_`":
                offset_in_bytes = len(text[:at].encode())
                raise ParseError(f"Can't find end of the entity starting at byte offset {offset_in_bytes}")
            out.append(text[at])
            offset += units(text[at])
            at += 1
            continue
        escaped, language, block, code, bold, italic, label, url = found.groups()
        piece = next(part for part in (escaped, block, code, bold, italic, label) if part is not None)
        if escaped is None and piece:
            kind = (
                "pre"
                if block
                else "code"
                if code
                else "bold"
                if bold
                else "italic"
                if italic
                else "text_link"
            )
            entity = {"type": kind, "offset": offset, "length": units(piece)}
            if language:
                entity["language"] = language
            if kind == "text_link":
                entity["url"] = url
            entities.append(entity)
        out.append(piece)
        offset += units(piece)
        at = found.end()
    return "".join(out), entities
