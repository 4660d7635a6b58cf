"""Writing down how sends ended: together where possible, each by itself where one does not go through."""

import structlog

from bot.clock import Clock
from bot.messenger.alarm import Alarm
from bot.rules.refusal import RefusalKind, Verdict
from bot.sender.send import Outcome
from bot.workflow.settle_delivery import settle_accepted, settle_refused
from storage.engine import Database
from storage.errors import UnavailableError
from storage.outbox_queue import settle_failed, settle_sent
from storage.transaction import Transaction

log = structlog.get_logger(__name__)


class Settling:
    """The end of each row, in the database."""

    def __init__(self, database: Database, clock: Clock, alarm: Alarm) -> None:
        self._database = database
        self._clock = clock
        self._alarm = alarm

    async def settle(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Write them all down; returns those to try again because the database does not answer."""
        if not outcomes:
            return []
        try:
            async with self._database.transaction() as tx:
                for outcome in outcomes:
                    await self._one(tx, outcome)
        except UnavailableError:
            return outcomes
        except Exception:
            log.exception("settling_together_failed", rows=[outcome.prepared.row.id for outcome in outcomes])
            return [outcome for outcome in outcomes if not await self._alone(outcome)]
        await self._warn_of_templates(outcomes)
        return []

    async def _one(self, tx: Transaction, outcome: Outcome) -> None:
        row, at = outcome.prepared.row, self._clock.now()
        if outcome.accepted is not None:
            await settle_accepted(tx, row, outcome.accepted, at=at)
        elif outcome.refused is not None:
            verdict = await settle_refused(tx, row, outcome.refused, outcome.said, at=at)
            if verdict in {Verdict.DEAD, Verdict.DROPPED}:
                log.warning("not_delivered", row=row.id, notice=row.notice, kind=outcome.refused.kind)

    async def _alone(self, outcome: Outcome) -> bool:
        """One by itself; whether it is written down. What follows from it may be wrong, the row must end."""
        row, at = outcome.prepared.row, self._clock.now()
        try:
            async with self._database.transaction() as tx:
                await self._one(tx, outcome)
        except UnavailableError:
            return False
        except Exception:
            log.exception("settling_failed", row=row.id)
        else:
            return True
        try:
            async with self._database.transaction() as tx:
                if outcome.accepted is not None:
                    await settle_sent(tx, row.id, outcome.accepted.message_id, at=at)
                else:
                    await settle_failed(tx, row.id, "settling failed", at=at)
        except UnavailableError:
            return False
        await self._alarm.sound("settle-failed", about=row.notice)
        return True

    async def _warn_of_templates(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            if outcome.refused is not None and outcome.refused.kind is RefusalKind.MARKUP:
                notice = outcome.prepared.row.notice
                await self._alarm.sound("template-markup", about=notice, detail=outcome.refused.detail)
