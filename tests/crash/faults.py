"""Bots broken on purpose. Without a crash none can be told from a sound one; with one, each must be found out."""

from collections.abc import Callable
from typing import Any

from bot.receiver.polling import Polling
from bot.rules.decision import Decision
from bot.rules.directive import Directive
from bot.rules.incident import Incident
from bot.sender.loop import Sender
from bot.sender.prepare import Prepared
from bot.workflow import decide_report, issue_directive
from bot.workflow.issue_directive import Wanted
from bot.workflow.taking import Taking
from storage.bot_state import put_value
from storage.inbox import insert_updates
from storage.outbox_queue import OutboxRow, settle_sent
from storage.transaction import Transaction

SOUND = ""
OFFSET_BEFORE_INBOX = "offset-before-inbox"
SETTLED_BEFORE_SENDING = "settled-before-sending"
DECISION_BY_ITSELF = "decision-by-itself"
UNMARKED_REPEATS = "unmarked-repeats"


def _offset_before_inbox() -> None:
    """The offset moves in a commit of its own, then the updates are kept: what every ready-made poller does."""

    async def keep(self: Any, updates: list[dict[str, Any]]) -> None:
        if not updates:
            return
        async with self._database.transaction() as tx:
            highest = max(int(update["update_id"]) for update in updates)
            await put_value(tx, f"offset:{self._line.bot_id}", str(highest + 1))
        async with self._database.transaction() as tx:
            await insert_updates(tx, self._line.bot_id, updates, at=self._clock.now())

    Polling._keep = keep  # type: ignore[method-assign]  # noqa: SLF001 - broken on purpose


def _settled_before_sending() -> None:
    """A row counts as sent when it is taken in hand."""
    prepare = Sender._prepare  # noqa: SLF001 - broken on purpose

    async def prepare_and_settle(self: Any, tx: Transaction, row: OutboxRow) -> Prepared | None:
        prepared = await prepare(self, tx, row)
        if prepared is not None and row.action == "send":
            await settle_sent(tx, row.id, None, at=self._clock.now())
        return prepared

    Sender._prepare = prepare_and_settle  # type: ignore[method-assign]  # noqa: SLF001 - likewise


def _decision_by_itself() -> None:
    """The opinion is committed before the directive that stands on it."""
    issue = issue_directive.issue

    async def commit_and_issue(
        step: Taking, incident: Incident, decision: Decision, wanted: Wanted
    ) -> Directive:
        database: Any = step.desk.database
        connection = step.tx._connection  # noqa: SLF001 - broken on purpose
        await database._commit_watched(connection, changed=True)  # noqa: SLF001 - likewise
        await database._begin(connection, "BEGIN IMMEDIATE")  # noqa: SLF001 - likewise
        return await issue(step, incident, decision, wanted)

    decide_report.issue = commit_and_issue  # type: ignore[attr-defined]  # the name the step knows it by


def _unmarked_repeats() -> None:
    """What may have arrived before is sent again as if it were new."""
    prepare = Sender._prepare  # noqa: SLF001 - broken on purpose

    async def prepare_unmarked(self: Any, tx: Transaction, row: OutboxRow) -> Prepared | None:
        prepared = await prepare(self, tx, row)
        return prepared and Prepared(prepared.row, prepared.said, "", prepared.menu)

    Sender._prepare = prepare_unmarked  # type: ignore[method-assign]  # noqa: SLF001 - likewise


FAULTS: dict[str, Callable[[], None]] = {
    SOUND: lambda: None,
    OFFSET_BEFORE_INBOX: _offset_before_inbox,
    SETTLED_BEFORE_SENDING: _settled_before_sending,
    DECISION_BY_ITSELF: _decision_by_itself,
    UNMARKED_REPEATS: _unmarked_repeats,
}
