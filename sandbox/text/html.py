"""Telegram's HTML style, read byte by byte as its server does, with its words for what is wrong.

Source: https://core.telegram.org/bots/api#html-style and the open Bot API server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sandbox.text.errors import ParseError
from sandbox.text.links import WrongLinkError, checked_link

_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_KINDS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_SPECIAL = re.compile(rb"[<&]")
_SPACES = b" \t\r\n\0\v"
_NAME_TOKEN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
_HIGHEST_CODE_POINT = 0x10FFFF
_LONGEST_NAMED = 10


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


class _Reader:
    def __init__(self, text: str) -> None:
        self.source = text.encode()
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []

    def byte(self) -> int:
        return self.source[self.at] if self.at < len(self.source) else 0

    def ended(self) -> bool:
        return self.at >= len(self.source)

    def skip_spaces(self) -> None:
        while not self.ended() and self.byte() in _SPACES:
            self.at += 1

    def write(self, text: str) -> None:
        self.out.append(text)
        self.offset += len(text) + sum(1 for character in text if character > "\uffff")

    def read(self) -> None:
        source = self.source
        while self.at < len(source):
            if source[self.at] == ord("&"):
                self.write(self.character() or self.plain_one())
            elif source[self.at] == ord("<"):
                self.tag()
            else:
                special = _SPECIAL.search(source, self.at)
                end = special.start() if special else len(source)
                self.write(source[self.at : end].decode())
                self.at = end
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def plain_one(self) -> str:
        self.at += 1
        return "&"

    def character(self) -> str | None:
        """Read a character reference at `at`, or nothing if it is not one Telegram knows."""
        begin = self.at + 1
        end = begin
        if self.source[begin : begin + 1] == b"#":
            hexadecimal = self.source[begin + 1 : begin + 2] in (b"x", b"X")
            end = start = begin + (2 if hexadecimal else 1)
            digits = b"0123456789abcdefABCDEF" if hexadecimal else b"0123456789"
            while end < len(self.source) and self.source[end] in digits:
                end += 1
            if end == start or end - start > _LONGEST_NAMED:
                return None
            number = int(self.source[start:end], 16 if hexadecimal else 10)
            surrogate = 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 (Unicode's surrogates)
            if number == 0 or number >= _HIGHEST_CODE_POINT or surrogate:
                return None
            found = chr(number)
        else:
            while end < len(self.source) and chr(self.source[end]).isalpha() and self.source[end] < 128:  # noqa: PLR2004 (ASCII)
                end += 1
            named = _NAMED.get(self.source[begin:end])
            if named is None:
                return None
            found = named
        self.at = end + 1 if self.source[end : end + 1] == b";" else end
        return found

    def tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.byte() == ord("/"):
            self.close_tag(begin)
        else:
            self.open_tag(begin)

    def open_tag(self, begin: int) -> None:
        while not self.ended() and self.byte() not in _SPACES and self.byte() != ord(">"):
            self.at += 1
        if self.ended():
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        tag = self.source[begin + 1 : self.at].decode(errors="replace").lower()
        if tag not in _KINDS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self.byte() != ord(">"):
            self.skip_spaces()
            if self.byte() == ord(">"):
                break
            self.attribute(tag, begin, attributes)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.out)))

    def attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        name_begin = self.at
        while not self.ended() and self.byte() not in _SPACES and self.byte() not in b"=>/\"'":
            self.at += 1
        name = self.source[name_begin : self.at].decode(errors="replace").lower()
        if not name:
            if self.ended():
                raise ParseError(f"Unclosed start tag at byte offset {begin}")
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self.skip_spaces()
        if self.ended():
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        if self.byte() != ord("="):
            attributes[name] = ""
            return
        self.at += 1
        self.skip_spaces()
        if self.ended():
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        attributes[name] = self.attribute_value(begin)

    def attribute_value(self, begin: int) -> str:
        quote = self.byte()
        if quote not in b"'\"":
            token = self.at
            while self.byte() in _NAME_TOKEN:
                self.at += 1
            if self.byte() not in _SPACES and self.byte() != ord(">"):
                raise ParseError(f"Unexpected end of name token at byte offset {token}")
            return self.source[token : self.at].decode().lower()
        self.at += 1
        value: list[str] = []
        while not self.ended() and self.byte() != quote:
            if self.byte() == ord("&"):
                value.append(self.character() or self.plain_one())
                continue
            start = self.at
            while not self.ended() and self.byte() != quote and self.byte() != ord("&"):
                self.at += 1
            value.append(self.source[start : self.at].decode())
        if self.ended():
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        self.at += 1
        return "".join(value)

    def close_tag(self, begin: int) -> None:
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {begin}")
        while not self.ended() and self.byte() not in _SPACES and self.byte() != ord(">"):
            self.at += 1
        found = self.source[begin + 2 : self.at].decode(errors="replace").lower()
        self.skip_spaces()
        if self.byte() != ord(">"):
            raise ParseError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            raise ParseError(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{found}>"',
            )
        if self.offset > opened.offset:
            self.add(opened)

    def add(self, opened: _Open) -> None:
        entity: dict[str, Any] = {
            "type": _KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        attributes = opened.attributes
        if opened.tag == "a":
            url = attributes.get("href") or "".join(self.out[opened.start :])
            user = _user_of(url)
            if user is not None:
                entity |= {"type": "text_mention", "user_id": user}
            else:
                try:
                    entity["url"] = checked_link(url)
                except WrongLinkError:
                    return
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        elif opened.tag == "tg-time":
            entity["unix_time"] = int(attributes.get("unix") or 0)
            if attributes.get("format"):
                entity["date_time_format"] = attributes["format"]
        elif opened.tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        elif opened.tag == "pre":
            self.absorb_code(entity)
        self.entities.append(entity)

    def absorb_code(self, pre: dict[str, Any]) -> None:
        """Make `<pre><code class="language-x">` one entity, as Telegram does."""
        last = self.entities[-1] if self.entities else None
        if (
            last
            and last["type"] == "code"
            and (last["offset"], last["length"]) == (pre["offset"], pre["length"])
        ):
            self.entities.pop()
            if "language" in last:
                pre["language"] = last["language"]


def _user_of(url: str) -> int | None:
    if url.lower().startswith("tg:"):
        query = url.partition("?")[2]
        host = url[3:].lstrip("/").partition("?")[0]
        if host == "user" and query.startswith("id=") and query[3:].isdigit():
            return int(query[3:])
    return None


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the plain text and its entities.

    Raises:
        ParseError: with the words of Telegram's server.
    """
    reader = _Reader(text)
    reader.read()
    for entity in reader.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return "".join(reader.out), reader.entities
