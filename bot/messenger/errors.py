"""The one error a messenger raises."""

from bot.rules.refusal import RefusalKind


class SendError(Exception):
    """A call to the messenger failed in a way that has a name.

    `retry_after` (seconds) comes with TOO_FAST, `new_chat_id` with MIGRATED. `detail` is the messenger's own
    wording, for log lines; it never holds the token.
    """

    def __init__(
        self,
        kind: RefusalKind,
        detail: str = "",
        *,
        retry_after: float | None = None,
        new_chat_id: int | None = None,
    ) -> None:
        super().__init__(kind.value, detail)
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after
        self.new_chat_id = new_chat_id
