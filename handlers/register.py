"""One ordered list: what an update is, and the one step it becomes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from telegram import CallbackQuery, Update

from bot.buttons import Press, read_press
from bot.desk import Desk
from bot.errors import DutyError
from bot.render import Renderer
from bot.render.length import clip, without_tags
from bot.rules.step import Step
from bot.workflow import (
    choices,
    come_back,
    greet_stranger,
    link_account,
    record_edit,
    report_now,
    sort_text,
    stop_secret,
)
from bot.workflow.ignore import ignore
from bot.workflow.keep_files import say_not_taken
from bot.workflow.sort_text import Said
from bot.workflow.take import Action, language_of, refuse, take
from bot.workflow.taking import Answer, Taking
from handlers import (
    clock,
    containment,
    decision,
    directive,
    figures,
    forms,
    log,
    people,
    report,
    result,
    roster,
    shift,
)
from handlers import help as helping
from handlers.incoming import Incoming, read_message, read_return, source_of
from handlers.kinds import CommandHandler, PressHandler, TypedHandler
from handlers.typed import URGENT, Command, Typed, Words, read_command

MENUS = (
    report,
    decision,
    directive,
    result,
    containment,
    clock,
    forms,
    log,
    figures,
    roster,
    helping,
    people,
    shift,
)
PRESSES: Mapping[Step, PressHandler] = {s: h for menu in MENUS for s, h in menu.PRESSES.items()}
TYPED: Mapping[str, TypedHandler] = {w: h for menu in MENUS for w, h in menu.TYPED.items()}
COMMANDS: Mapping[str, CommandHandler] = {c: h for menu in MENUS for c, h in menu.COMMANDS.items()}

TYPED_WITH_FILES = frozenset({"result", "add", "direct", "contain"})
COMMANDS_WITH_FILES = frozenset({"nganchan", *(urgency.value for urgency in URGENT)})
LONGEST_TOAST = 200  # Bot API answerCallbackQuery


@dataclass(frozen=True, slots=True)
class Line:
    """What handlers need of the messenger: who the bot is there, and how a press is answered."""

    bot_id: int
    username: Callable[[], str]
    answer_press: Callable[[str, str], Awaitable[None]]


class Handlers:
    """Turns an update into a step. It decides nothing; what a step refuses is said in words."""

    def __init__(self, desk: Desk, renderer: Renderer, line: Line) -> None:
        self._desk = desk
        self._renderer = renderer
        self._line = line
        self._words = Words(desk.vocabulary)

    async def handle(
        self,
        bot_id: int,
        update_id: int,
        raw: str,
        update: dict[str, Any],
        rest: Sequence[tuple[int, dict[str, Any]]] = (),
    ) -> None:
        """See one update through to the end of its step; `rest`: the other updates of the same album.

        Raises:
            Exception: what cannot be parsed or handled; the lane tries again, then gives it up.
        """
        parsed = Update.de_json(update, None)
        inbox = (bot_id, update_id)
        if parsed.callback_query is not None:
            await self._press(parsed.callback_query, inbox, raw)
            return
        if (returned := read_return(parsed, inbox=inbox, raw=raw)) is not None:
            await come_back.come_back(self._desk, returned)
            return
        incoming = read_message(
            parsed,
            inbox=inbox,
            raw=raw,
            username=self._line.username(),
            bot_id=self._line.bot_id,
            rest=[(one, Update.de_json(more, None)) for one, more in rest],
        )
        if incoming is None or not incoming.is_for_bot:
            await ignore(self._desk, bot_id, (update_id, *(one for one, _ in rest)))
        elif incoming.is_anonymous:
            await refuse(self._desk, incoming.source, DutyError("anonymous-admin"))
        else:
            await self._message(incoming)

    async def _message(self, incoming: Incoming) -> None:
        source, text = incoming.source, incoming.text
        command = read_command(text)
        if command is not None and command.name == "start":
            await link_account.start(self._desk, source, command.argument)
            return
        try:
            await take(self._desk, source, partial(self._stopped_or, text, self._action(incoming)))
        except DutyError as error:
            if error.code == "unknown-account":
                await greet_stranger.greet(self._desk, source, text)
            elif error.code == "account-frozen":
                await greet_stranger.turn_away(self._desk, source)
            else:
                await refuse(self._desk, source, error)

    @staticmethod
    async def _stopped_or(text: str, action: Action, step: Taking) -> None:
        """Nothing with a classification mark goes any further, whatever it was meant to be."""
        if not await stop_secret.stop(step, text):
            await action(step)

    def _action(self, incoming: Incoming) -> Action:
        """Command, reply key, typed word, urgent report – else a text to be sorted."""
        text = incoming.text
        if incoming.is_edit:
            return partial(record_edit.record_edit, text=text)
        if not text and not incoming.files:
            return partial(_refused, DutyError("nothing-readable"))
        if (command := read_command(text)) is not None:
            if (by_command := COMMANDS.get(command.name)) is not None:
                return partial(_commanded, by_command, replace(command, files=incoming.files))
            text = f"{command.name} {command.argument}".strip()  # in a group, typed words come with a slash
            if self._words.read(text) is None and self._words.bare(text) is None:
                return partial(_refused, DutyError("unknown-command", command=f"/{command.name}"))
        if (key := self._words.reply_key(text)) is not None:
            return partial(_pressed, PRESSES[key], Press(key))
        if (typed := self._words.read(text)) is not None:
            return partial(_typed, TYPED[typed.name], replace(typed, files=incoming.files))
        if (urgent := self._words.read_urgent(text)) is not None:
            return partial(report_now.report, urgency=urgent[0], text=urgent[1], files=incoming.files)
        if (bare := self._words.bare(text)) is not None:
            return partial(_refused, DutyError("number-missing", example=bare))
        return partial(sort_text.sort_text, said=Said(text, incoming.files, incoming.album))

    async def _press(self, query: CallbackQuery, inbox: tuple[int, int], raw: str) -> None:
        message = query.message
        source = source_of(
            query.from_user,
            chat_id=message.chat.id if message else query.from_user.id,
            message_id=message.message_id if message else None,
            inbox=inbox,
            sent_at=self._desk.clock.now(),  # a press carries no time of its own
            raw=raw,
            is_press=True,
            is_private=message is None or message.chat.type == "private",
        )
        language = await language_of(self._desk, source.account_id)
        press = read_press(query.data or "")
        try:
            if press is None or press.step not in PRESSES:
                raise DutyError("stale-button")  # noqa: TRY301 - refused below like any other press
            answer = await take(self._desk, source, partial(_pressed, PRESSES[press.step], press))
            words = self._words_of(answer, language)
        except DutyError as error:
            await refuse(self._desk, source, error)
            words = self._renderer.error(language, error.code, error.fields)
        await self._line.answer_press(query.id, clip(without_tags(words), LONGEST_TOAST))

    def _words_of(self, answer: Answer | None, language: str) -> str:
        if answer is None:
            return ""
        return self._renderer.plain(language, "answer", {"answer": answer.name, "values": answer.values})


async def _pressed(handler: PressHandler, press: Press, step: Taking) -> None:
    await handler(step, press)
    await choices.taken(step)


async def _typed(handler: TypedHandler, typed: Typed, step: Taking) -> None:
    await handler(step, typed)
    if typed.name not in TYPED_WITH_FILES:
        await say_not_taken(step, typed.files)


async def _commanded(handler: CommandHandler, command: Command, step: Taking) -> None:
    await handler(step, command)
    if command.name not in COMMANDS_WITH_FILES:
        await say_not_taken(step, command.files)


async def _refused(error: DutyError, step: Taking) -> None:
    del step
    raise error
