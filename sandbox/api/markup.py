"""Keyboards: checked as Telegram's server does, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sandbox.api.errors import bad
from sandbox.text.links import WrongLinkError, checked_link

if TYPE_CHECKING:
    from sandbox.api.parameters import Parameters

CALLBACK_DATA_BYTES = 64
MOST_BUTTONS = 100
LONGEST_COPY_TEXT = 256
STYLES = frozenset({"primary", "success", "danger"})
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_KEYBOARD_BUTTON = ("text", "style", "request_contact", "request_location")


@dataclass(frozen=True, slots=True)
class Markup:
    """A reply_markup: `inline` as the message keeps it, or what it does to phones' keyboards."""

    kind: Literal["none", "inline", "reply", "remove", "force_reply"]
    inline: dict[str, Any] | None = None
    keyboard: dict[str, Any] | None = None
    selective: bool = False


NO_MARKUP = Markup("none")


def read_markup(parameters: Parameters) -> Markup:
    """Return the call's reply_markup.

    Raises:
        ApiError: it is wrong.
    """
    raw = parameters.text("reply_markup")
    if not raw or raw == "null":
        return NO_MARKUP
    given = parameters.json("reply_markup") or {}
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    return _markup(given)


def _markup(given: dict[str, Any]) -> Markup:
    if "inline_keyboard" in given:
        return Markup("inline", inline=_inline(given["inline_keyboard"]))
    selective = bool(given.get("selective"))
    if "keyboard" in given:
        return Markup("reply", keyboard=_reply(given), selective=selective)
    if given.get("remove_keyboard"):
        return Markup("remove", selective=selective)
    if given.get("force_reply"):
        keyboard = {"kind": "force_reply", "placeholder": given.get("input_field_placeholder", "")}
        return Markup("force_reply", keyboard=keyboard, selective=selective)
    return NO_MARKUP


def _rows(given: Any, field: str) -> list[list[Any]]:
    if not isinstance(given, list):
        raise bad(f'field "{field}" of the {_OWNER[field]} must be an Array')
    for row in given:
        if not isinstance(row, list):
            raise bad(f'field "{field}" of the {_OWNER[field]} must be an Array of Arrays')
    return given


_OWNER = {"inline_keyboard": "InlineKeyboardMarkup", "keyboard": "ReplyKeyboardMarkup"}


def _inline(given: Any) -> dict[str, Any] | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(given, "inline_keyboard")]
    kept = [row for row in rows if row]
    if sum(len(row) for row in kept) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = [name for name in _ACTIONS if name in button and button[name] not in (None, False)]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    _check_action(actions[0], button)
    kept = {name: button[name] for name in ("text", "icon_custom_emoji_id", actions[0]) if name in button}
    style = button.get("style")
    if style:
        if style not in STYLES:
            raise bad("can't parse inline keyboard button: invalid button style specified")
        kept["style"] = style
    return kept


def _check_action(action: str, button: dict[str, Any]) -> None:
    value = button[action]
    if action == "callback_data":
        if not isinstance(value, str):
            raise bad('can\'t parse inline keyboard button: field "callback_data" must be of type String')
        if not 0 < len(value.encode()) <= CALLBACK_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    elif action == "url":
        try:
            button["url"] = checked_link(str(value))
        except WrongLinkError as error:
            raise bad(f"inline keyboard button URL '{value}' is invalid: {error}") from error
    elif action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST_COPY_TEXT:
            raise bad("BUTTON_COPY_TEXT_INVALID")


def _reply(given: dict[str, Any]) -> dict[str, Any]:
    rows: list[list[dict[str, Any]]] = []
    for row in _rows(given["keyboard"], "keyboard"):
        buttons = [{"text": button} if isinstance(button, str) else button for button in row]
        for button in buttons:
            if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
                raise bad("can't parse keyboard button: KeyboardButton must have a text")
        if buttons:
            rows.append(
                [{key: button[key] for key in _KEYBOARD_BUTTON if button.get(key)} for button in buttons]
            )
    if not rows:
        raise bad("REPLY_MARKUP_INVALID")
    return {
        "kind": "reply",
        "rows": rows,
        "resize": bool(given.get("resize_keyboard")),
        "one_time": bool(given.get("one_time_keyboard")),
        "persistent": bool(given.get("is_persistent")),
        "placeholder": given.get("input_field_placeholder", ""),
    }
