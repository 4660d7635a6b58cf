"""Words for notices, screens and errors, from `templates/`, in the reader's language."""

from bot.render.length import clip, utf16_len
from bot.render.renderer import Renderer

__all__ = ["Renderer", "clip", "utf16_len"]
