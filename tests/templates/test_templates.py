"""Everything the bot can say exists in both languages, is Telegram's HTML, fits, and escapes what people wrote."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, meta, nodes

from bot.render import Renderer, utf16_len
from bot.render.length import without_tags
from bot.render.speech import LONGEST_TEXT, speak
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.views.cards import CARDS
from bot.vocabulary import LANGUAGES, TEMPLATES
from tests.templates import (
    named,
    samples,
    samples_audit,
    samples_clock,
    samples_duty,
    samples_handover,
    samples_reading,
    samples_roster,
)
from tests.templates.samples import BY_PHONE, OPINION, PHONE
from tests.templates.samples_answering import ANSWERS as ANSWERING
from tests.templates.samples_answering import ERRORS as REFUSING
from tests.templates.samples_reading import ENTRY, SILENT

RENDERER = Renderer(TEMPLATES, "Asia/Ho_Chi_Minh")
ANSWERS = {**ANSWERING, **samples_roster.ANSWERS}
ERRORS = {**REFUSING, **samples_roster.ERRORS}
NOTICES = {
    **samples_audit.NOTICES,
    **samples_duty.NOTICES,
    **samples_reading.NOTICES,
    **samples_handover.NOTICES,
    **samples_clock.NOTICES,
    **samples_roster.NOTICES,
    "answer": tuple({"answer": name, "values": one} for name, some in ANSWERS.items() for one in some),
}
KINDS = {"notice": NOTICES, "error": ERRORS}

HOSTILE = "<b>&<x>"
LONG = "Đề nghị kiểm tra 👨‍👩‍👧 ngay. " * 50
LONG_FIELDS = {"content", "directive", "proposal", "reason", "result", "return_reason", "text"}
CODE = re.compile(r"[a-z][a-z0-9_:-]*")
ALLOWED = {
    "b",
    "i",
    "u",
    "s",
    "code",
    "pre",
    "blockquote",
    "tg-spoiler",
}  # Bot API, HTML style, without links
BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|#34|#39);)|[<>](?=x)")
UNTIDY = re.compile(
    r"\{\{|\{%|[ \t]$|\n{3}| [,.;:](?=\s|$)|\.\.(?!\.)|\(\)|\bNone\b|\bTrue\b|\bFalse\b", re.MULTILINE
)
ABOUT_500 = 550
WHOLE_LISTS = {"reminder-list", "roll-call", "waiting"}  # as long as what they list
LAST_LINE = {
    "vi": f"Không thấy số vụ việc sau 2 phút: gọi trực ban {PHONE}",
    "en": f"No incident number after 2 minutes: call the duty desk {PHONE}",
}


def said(language: str, kind: str, name: str, values: Mapping[str, Any]) -> str:
    """A notice or a refusal in words."""
    speaks: dict[str, Callable[..., str]] = {"notice": RENDERER.notice, "error": RENDERER.error}
    return speaks[kind](language, name, values)


def everything() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each kind, name and set of sample values."""
    for kind, names in KINDS.items():
        for name, some in names.items():
            for one in some:
                yield kind, name, one


def changed(value: Any, change: Callable[[str, str], str], field: str = "") -> Any:
    """The value with every free text in it changed; codes, which templates compare with, stay."""
    if isinstance(value, str):
        return change(field, value) if value and not CODE.fullmatch(value) else value
    if isinstance(value, Mapping):
        return {key: changed(one, change, str(key)) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [changed(one, change, field) for one in value]
    return value


class Telegram(HTMLParser):
    """Holds markup to what Telegram takes: its own tags, closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED or attrs:
            self.faults.append(f"<{tag}>")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


def faults(markup: str) -> list[str]:
    """What Telegram would refuse in this text."""
    parser = Telegram()
    parser.feed(markup)
    parser.close()
    return [*parser.faults, *parser.open, *BARE.findall(markup)]


def files(language: str, pattern: str) -> set[str]:
    """The templates of one language, by their path below it."""
    root = TEMPLATES / language
    return {str(path.relative_to(root)) for path in root.glob(pattern)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_code_names_can_be_said(language: str) -> None:
    """Every notice shown and every refusal raised has its template in this language."""
    notices = {f"notices/{name}/telegram.html.j2" for name in named.notices()}
    refusals = {f"errors/{code}.html.j2" for code in named.refusals()}
    assert (notices | refusals) - files(language, "**/*.j2") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_is_an_orphan(language: str) -> None:
    """Every template is named by the code, or taken in by another template."""
    names = {path: Path(path).parent.name for path in files(language, "notices/*/*.j2")}
    # The command line names its pages without what stands before them.
    names |= {
        path: Path(path).name.partition(".")[0].removeprefix("cli-").removeprefix("check-")
        for path in files(language, "screens/*.j2")
    }
    names |= {path: Path(path).name.partition(".")[0] for path in files(language, "errors/*.html.j2")}
    said = named.constants() | named.notices()
    assert {path for path, name in names.items() if name not in said} == set()
    text = "".join(p.read_text(encoding="utf-8") for p in (TEMPLATES / language).rglob("*.j2"))
    assert {part for part in files(language, "parts/*.j2") if f'"{part}"' not in text} == set()


def test_every_name_has_sample_values() -> None:
    """What is tried below is what the code can say, no less and no more (samples*.py)."""
    assert set(NOTICES) == named.notices()
    assert set(ERRORS) == {Path(path).name.partition(".")[0] for path in files("vi", "errors/*.html.j2")}
    begun = tuple(name.removesuffix("…") for name in named.answers() if name.endswith("…"))
    whole = {name for name in named.answers() if not name.endswith("…")}
    assert {name for name in ANSWERS if not name.startswith(begun)} == {
        name for name in whole if not name.startswith(begun)
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in KINDS.items() for name in names])
def test_it_reads_well(language: str, kind: str, name: str) -> None:
    """Said with every set of values: Telegram's HTML, nothing left open, no hole and no stray blank."""
    for values in KINDS[kind][name]:
        markup = said(language, kind, name, values)
        assert markup
        assert faults(markup) == []
        assert UNTIDY.search(without_tags(markup)) is None, without_tags(markup)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(LogKind))
def test_every_kind_of_entry_has_its_words(language: str, kind: LogKind) -> None:
    """Whoever reads the duty log reads what happened, never the name the code has for it."""
    facts = {**ENTRY["facts"], "state": "in_progress"} if kind.startswith("incident:") else ENTRY["facts"]
    for entry in (
        {**ENTRY, "facts": facts, "kind": kind.value},
        {**ENTRY, **SILENT, "facts": facts, "kind": kind.value},
    ):
        log = {**samples_reading.NOTICES["shift-log"][0], "entries": [entry]}
        assert kind.value not in said(language, "notice", "shift-log", log)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_wrote_is_escaped(language: str) -> None:
    """Markup in any name, text or number reaches the reader as written, and opens nothing."""
    for kind, name, values in everything():
        markup = said(language, kind, name, changed(values, lambda _, text: HOSTILE + text))
        assert faults(markup) == [], (kind, name, markup)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_texts_fit_telegram(language: str) -> None:
    """A card is one message however much was written: it has to be edited. Other notices may be several."""
    for name, some in NOTICES.items():
        for one in some:
            values = changed(one, lambda field, text: LONG if field in LONG_FIELDS and " " in text else text)
            if name in CARDS:
                plain = without_tags(RENDERER.notice(language, name, values))
                assert utf16_len(plain) <= LONGEST_TEXT, (name, utf16_len(plain))
            for text in speak(RENDERER, Screen(name, values), language).texts:
                assert faults(text) == [], name
                assert utf16_len(without_tags(text)) <= LONGEST_TEXT, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_stays_short(language: str) -> None:
    """An ordinary card has about 500 characters."""
    for name in set(CARDS) - WHOLE_LISTS:
        plain = without_tags(RENDERER.notice(language, name, NOTICES[name][0]))
        assert len(plain) <= ABOUT_500, (name, len(plain), plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proposal_is_never_cut(language: str) -> None:
    """The leader approves what stands there in full."""
    card = {**samples.DECISION_CARD, "proposal": LONG.strip(), "text": f"Xe. {LONG.strip()}"}
    assert LONG.strip() in without_tags(RENDERER.notice(language, "decision-card", card))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_line_is_number_urgency_and_what_is_asked(language: str) -> None:
    """Whatever is about an incident begins with what a locked phone has to show."""
    for name, some in NOTICES.items():
        for one in some:
            if not {"number", "urgency"} <= set(one):
                continue
            first = without_tags(RENDERER.notice(language, name, one)).partition("\n")[0]
            urgency = RENDERER.word(language, f"urgency.{one['urgency']}").upper()
            # A reminder says first that it is one, and the how-manieth.
            again = r"(?:(?:Nhắc lần|Reminder) [0-9]+ · )?" if name in named.reminders() else ""
            assert re.fullmatch(rf"{again}{re.escape(one['number'])} · {urgency} · [^·\n]+", first), (
                name,
                first,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_and_help_end_with_the_telephone(language: str) -> None:
    """Whoever sees no number knows whom to call."""
    draft = samples.DRAFT
    shown = [
        *(("report-receipt", one) for one in NOTICES["report-receipt"]),
        *(("draft-preview", {**draft, "state": state}) for state in ("open", "sent")),
        *(("form-prompt", one) for one in NOTICES["form-prompt"] if one["form"] == "report"),
        *(("help", {**one, "phones": [PHONE]}) for one in NOTICES["help"]),
    ]
    for name, one in shown:
        assert RENDERER.notice(language, name, one).endswith(LAST_LINE[language]), name


def test_an_opinion_by_phone_is_marked_everywhere() -> None:
    """Until its giver confirms it, every card says who gave and who recorded it."""
    told = {**OPINION, **BY_PHONE, "awaits_confirmation": True}
    mark = "kiến qua điện thoại của đ/c Nguyễn Văn An lúc 14:05, do đ/c Lê Xuân ghi, chưa xác nhận"
    listed = {**samples.LISTED_DIRECTIVE, "awaits_confirmation": True, "opinion": told}
    shown = {
        "decision-card": {**samples.DECISION_CARD, "opinion": told},
        "directive-card": {**samples.SENT_DIRECTIVE, "opinion": told},
        "roll-call": {**NOTICES["roll-call"][0], "directives": [listed]},
        "question-card": {**NOTICES["question-card"][0], **BY_PHONE, "awaits_confirmation": True},
        "opinion-given": told,
        "report-receipt": {**NOTICES["report-receipt"][0], "state": "in_progress", "opinion": told},
        "containment-card": {**samples.CONTAINMENT, "state": "continued", "opinion": told},
    }
    for name, values in shown.items():
        assert mark in without_tags(RENDERER.notice("vi", name, values)), name


def named_values(path: Path) -> tuple[set[str], set[str]]:
    """What a template names: values, and what it looks up in them."""
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(named.FILTERS, str)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    return meta.find_undeclared_variables(tree) - {"word", "language"}, {
        node.attr for node in tree.find_all(nodes.Getattr)
    }


def test_both_languages_use_the_same_values() -> None:
    """Neither language tells more than the other."""
    for path in sorted(files("vi", "**/*.j2") & files("en", "**/*.j2")):
        vietnamese, english = (named_values(TEMPLATES / language / path) for language in LANGUAGES)
        assert vietnamese == english, path


def test_both_languages_have_the_same_words() -> None:
    """Every table of words but those that read people's free text, which know each language's own phrases."""

    def keys(table: Mapping[str, Any], prefix: str = "") -> set[str]:
        found = set()
        for key, value in table.items():
            is_table = isinstance(value, Mapping)
            found |= keys(value, f"{prefix}{key}.") if is_table else {f"{prefix}{key}:{type(value).__name__}"}
        return found

    vietnamese, english = (
        tomllib.loads((TEMPLATES / language / "words.toml").read_text("utf-8")) for language in LANGUAGES
    )
    for table in (vietnamese, english):
        del table["report"]
    assert keys(vietnamese) ^ keys(english) == set()
