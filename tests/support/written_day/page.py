"""The page of a day's messages: headings, who did what, and what everybody read, in Markdown that keeps its lines."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby

from tests.support.written_day.lines import Line
from tests.support.written_day.people import CALLED

HEAD = """# Các tin nhắn của một ngày trực

Trang này do lệnh `make messages` viết ra: một ngày của bộ phận trực ban qua bot thật, theo thứ tự thời gian,
mỗi tin như người nhận đọc trên điện thoại. Trong ngoặc vuông là nút bấm. Không sửa trang này bằng tay:
sửa lời trong `templates/`, rồi chạy lại lệnh.
"""
HOW = {"says": "", "edits": " (tin cũ được cập nhật)", "deletes": " (tin được xóa)"}
# What is another each time: hashes of the log, and the bot's own seconds.
UNSTABLE = (
    (re.compile(r"\b[0-9a-f]{12,}\b"), "(mã băm)"),
    (re.compile(r"(giờ|phút) [0-9]+ giây"), r"\1"),
    (re.compile(r"\b[0-9]+ giây"), "vài giây"),
)
MARKS = re.compile(r"([\\`*_<>#|~])")
LISTS = re.compile(r"^(\d+)\.(?= )|^([-+])(?= )")


def page(episodes: Iterable[tuple[str, list[Line]]]) -> str:
    """The whole page."""
    return "\n".join([HEAD, *(text for title, lines in episodes if lines for text in _episode(title, lines))])


def _episode(title: str, lines: list[Line]) -> Iterator[str]:
    yield f"## {title}\n"
    for _, stretch in groupby(enumerate(lines), _Stretches(lines)):
        alike: dict[tuple[str, str, str], list[Line]] = {}
        for _, line in stretch:
            alike.setdefault((line.how, line.at, line.text), []).append(line)
        yield from (f"{_told(same)}\n" for same in alike.values())


class _Stretches:
    """Tells what one act brought from what the next did: alike messages of one stretch stand together."""

    def __init__(self, lines: list[Line]) -> None:
        acts = (line.how in {"does", "answers"} for line in lines)
        self._number = list(accumulate(acts, initial=0))[1:]

    def __call__(self, numbered: tuple[int, Line]) -> int:
        return self._number[numbered[0]]


def _told(alike: list[Line]) -> str:
    line, who = alike[0], _names(alike)
    if line.how == "does":
        return f"**{line.at} {who}** {_escaped(line.text)}"
    if line.how == "answers":
        return f"*({_escaped(line.text)})*"
    body = line.text.partition("\n")[0] if line.how == "deletes" else line.text
    rows = body.split("\n") + _buttons(alike)
    if line.how == "edits" and len(rows) == 1:
        return f"**{line.at} → {who}**{HOW[line.how]}: {_escaped(rows[0])}"
    return f"**{line.at} → {who}**{HOW[line.how]}\n\n" + "\\\n".join(f"> {_escaped(row)}" for row in rows)


def _names(lines: Iterable[Line]) -> str:
    return "; ".join(dict.fromkeys(CALLED.get(line.chat, str(line.chat)) for line in lines))


def _buttons(alike: list[Line]) -> list[str]:
    """The keys under a message; where not everybody has the same ones, with whose they are."""
    kinds: dict[tuple[tuple[str, ...], ...], list[Line]] = {}
    for line in alike:
        kinds.setdefault(line.rows, []).append(line)
    found = []
    for rows, lines in kinds.items():
        whose = f"{_names(lines)}: " if len(kinds) > 1 and rows else ""
        drawn = [" ".join(f"[ {label} ]" for label in row) for row in rows]
        found += [f"{whose}{drawn[0]}", *drawn[1:]] if drawn else []
    return found


def _escaped(text: str) -> str:
    for what, instead in UNSTABLE:
        text = what.sub(instead, text)
    found = MARKS.sub(r"\\\1", text)
    return LISTS.sub(lambda m: f"{m[1]}\\." if m[1] else f"\\{m[2]}", found)
