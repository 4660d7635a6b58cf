"""The sample values are those the code gives, and what refusals name, every step that raises them provides."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from jinja2 import Environment, meta

from bot.render import Renderer
from bot.rules.containment import ContainmentState
from bot.rules.step import Step
from bot.vocabulary import TEMPLATES
from bot.workflow import (
    acknowledge_directive,
    ask_reason,
    compose_directive,
    confirm_result,
    contain_incident,
    decide_report,
    extend_deadline,
    report_result,
    save_draft,
)
from bot.workflow.issue_directive import Wanted
from storage.database import Database
from tests.support.office import CONTACT, LEADER, OFFICER, ZONE, Office, open_office
from tests.templates import samples_audit, samples_clock, samples_duty, samples_handover, samples_reading
from tests.templates.named import FILTERS, modules

NOTICES = {
    **samples_audit.NOTICES,
    **samples_clock.NOTICES,
    **samples_duty.NOTICES,
    **samples_handover.NOTICES,
    **samples_reading.NOTICES,
}
OPTIONAL = {"incident-not-found": {"written"}}  # guarded in the template: some steps know no number
HAPPENED = {
    "containment-card",
    "decision-card",
    "directive-card",
    "directive-form",
    "disagree",
    "draft-fields",
    "draft-preview",
    "extension-card",
    "extension-judged",
    "form-prompt",
    "incident-closed",
    "question-card",
    "report-receipt",
    "result-card",
    "result-returned",
    "roll-call",
    "waiting",
}


class Listening(Renderer):
    """Renders, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__(TEMPLATES, ZONE)
        self.heard: list[tuple[str, Mapping[str, Any]]] = []

    def notice(self, language: str, name: str, values: Mapping[str, object]) -> str:
        self.heard.append((name, values))
        return super().notice(language, name, values)


@pytest.fixture
async def listening(database: Database) -> tuple[Office, Listening]:
    """The tests' organisation, everything said to it heard."""
    office, renderer = await open_office(database), Listening()
    office.preparing = replace(office.preparing, renderer=renderer)
    return office, renderer


async def live(office: Office) -> None:
    """A day in which most of what can be said is said."""

    async def does(account: int, action: Any, **named: Any) -> None:
        await office.does(account, partial(action, **named))

    draft = 1
    await does(CONTACT, save_draft.write, text="Lúc 8h xe 15C-123.45 tại cổng A. Đề nghị mở kiểm tra")
    await does(CONTACT, save_draft.offer_fields, draft_id=draft)
    await does(CONTACT, save_draft.send, draft_id=draft, shown_version=None)
    first = (await office.reported()).id
    await does(LEADER, ask_reason.disagree, incident_id=first, shown_version=1, reason="Chưa rõ")
    await does(LEADER, decide_report.ask, incident_id=first, shown_version=1, question="Số seal?")
    second = (await office.reported()).id
    await does(CONTACT, contain_incident.contain, incident_id=second, content="Dừng xe")
    measure = office.sees(LEADER, "containment-card").press("Tiếp tục").subject_id
    await does(LEADER, contain_incident.answer, containment_id=measure, state=ContainmentState.CONTINUED)
    await does(LEADER, compose_directive.begin, incident_id=second, wanted=Step.DIRECT, shown_version=1)
    await does(
        LEADER,
        compose_directive.show_back,
        incident_id=second,
        wanted=Step.DIRECT,
        shown_version=1,
        content="Giữ xe",
    )
    wanted = Wanted("Giữ xe", [1])
    await does(LEADER, decide_report.direct, incident_id=second, shown_version=1, wanted=wanted)
    directed = office.sees(CONTACT, "directive-card").press("Đã nhận").subject_id
    await does(CONTACT, acknowledge_directive.acknowledge, addressee_id=directed)
    until_at = office.clock.now() + timedelta(hours=1)
    await does(CONTACT, extend_deadline.ask, addressee_id=directed, until_at=until_at, reason="Chờ xe")
    asked = office.sees(LEADER, "extension-card").press("Đồng ý").subject_id
    await does(LEADER, extend_deadline.judge, extension_id=asked, grants=True)
    await does(CONTACT, report_result.report_result, addressee_id=directed, text="Xong")
    result = office.sees(OFFICER, "result-card").press("Xác nhận").subject_id
    await does(OFFICER, confirm_result.give_back, result_id=result, reason="Thiếu ảnh")
    await does(CONTACT, report_result.report_result, addressee_id=directed, text="Xong, có ảnh")
    result = office.sees(OFFICER, "result-card").press("Xác nhận").subject_id
    await does(OFFICER, confirm_result.confirm, result_id=result)


async def test_sample_values_are_what_the_code_gives(listening: tuple[Office, Listening]) -> None:
    """Whatever was said in that day was said with values some sample has, no name more and no name less."""
    office, renderer = listening
    await live(office)
    heard = dict[str, list[set[str]]]()
    for name, values in renderer.heard:
        heard.setdefault(name, []).append(set(values))
    assert set(heard) >= HAPPENED
    for name, shapes in heard.items():
        if name in NOTICES and name not in {"answer", "refusal"}:
            assert all(any(one == set(sample) for sample in NOTICES[name]) for one in shapes), name


def raised() -> Iterator[tuple[str, set[str], str]]:
    """Every refusal with a code and named fields, and where it is raised."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "DutyError"):
                continue
            given = {keyword.arg for keyword in node.keywords if keyword.arg}
            codes = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
            for code in codes:
                yield str(code), given, f"{path.name}:{node.lineno}"


def test_a_refusal_is_given_what_its_words_name() -> None:
    """A template that names more than a step provides would be an error instead of a refusal."""
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(FILTERS, str)
    for code, given, where in raised():
        source = (TEMPLATES / "vi" / "errors" / f"{code}.html.j2").read_text(encoding="utf-8")
        needed = meta.find_undeclared_variables(environment.parse(source)) - {"word"}
        assert needed - OPTIONAL.get(code, set()) <= given, where
