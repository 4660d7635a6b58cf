"""Addresses as Telegram's server writes them."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

_WEB = frozenset({"http", "https"})
_OWN = frozenset({"tg", "ton", "tonsite"})


class WrongLinkError(ValueError):
    """No address Telegram accepts; the words are its own."""


def checked_link(url: str) -> str:
    """Return an address with scheme and host in small letters and at least "/" as its path.

    Raises:
        WrongLinkError: no address, or another protocol.
    """
    url = url.strip()
    if not url:
        raise WrongLinkError("URL is empty")
    scheme = url.partition(":")[0].lower() if "://" in url or url.lower().startswith("tg:") else "http"
    if scheme in _OWN:
        return url
    if scheme not in _WEB:
        raise WrongLinkError("Unsupported URL protocol")
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError as error:
        raise WrongLinkError("Wrong HTTP URL") from error
    local = host == "localhost" or ":" in host
    if not host or any(character.isspace() for character in url) or not ("." in host.strip(".") or local):
        raise WrongLinkError("Wrong HTTP URL")
    place = parts.netloc.lower() if "@" not in parts.netloc else parts.netloc
    return urlunsplit((scheme, place, parts.path or "/", parts.query, parts.fragment))
