"""From a screen to what is said: the notice rendered, buttons in words, a long text in several messages."""

from bot.render.renderer import Renderer
from bot.render.splitting import split_markup
from bot.rules.message import Button, Key, Screen, Spoken

TELEGRAMS_LONGEST = 4096  # UTF-16 units after parsing (Bot API sendMessage)
ROOM_FOR_A_MARK = 32  # "(gửi lại)", set behind the stored text of a repeat
LONGEST_TEXT = TELEGRAMS_LONGEST - ROOM_FOR_A_MARK


def speak(renderer: Renderer, screen: Screen, language: str) -> Spoken:
    """The screen in the reader's language.

    Raises:
        jinja2.TemplateError: when the notice or a value it names is not there.
        LookupError: when a button's word is not there.
    """
    return Spoken(
        texts=tuple(split_markup(renderer.notice(language, screen.name, screen.values), LONGEST_TEXT)),
        keyboard=tuple(
            tuple(Key(label(renderer, button, language), button.data, button.style) for button in row)
            for row in screen.keyboard
        ),
        reply_keyboard=None
        if screen.reply_keyboard is None
        else tuple(
            tuple(renderer.word(language, f"buttons.{word}") for word in row) for row in screen.reply_keyboard
        ),
        force_reply=screen.force_reply,
        files=screen.files,
        is_caption=screen.is_caption,
    )


def label(renderer: Renderer, button: Button, language: str) -> str:
    """A button's words, then its values; or the words that are data."""
    words = button.label or renderer.word(language, f"buttons.{button.word}")
    return " ".join((words, *button.values.values()))
