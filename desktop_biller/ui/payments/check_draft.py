"""Keeps a check that is being typed as a draft, so that a lock or a power cut loses nothing."""

from collections.abc import Callable
from functools import partial

from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.payments.typed_check import KeptCheck
from desktop_biller.workflow.drafts import KeptDraft, drop_draft, keep_draft, read_draft

KIND = "insurance check"

Found = Callable[[KeptCheck | None, str], None]
"""Called with the check that was kept and when it was, or with None."""


class CheckDraft:
    """The one draft of a check that a user has."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._body = ""

    def read(self, found: Found) -> None:
        """Look for a draft."""
        self._desk.jobs.read(
            partial(read_draft, self._desk.ws, KIND), partial(self._on_read, found)
        )

    def keep(self, check: KeptCheck) -> None:
        """Keep the check as it is now."""
        body = codec.to_json(check).decode()
        if body != self._body:
            self._body = body
            ws = self._desk.ws
            self._desk.jobs.write(lambda _job: keep_draft(ws, KIND, "", body), _nothing)

    def drop(self) -> None:
        """Let go of it: the check was posted or thrown away."""
        self._body = ""
        ws = self._desk.ws
        self._desk.jobs.write(lambda _job: drop_draft(ws, KIND), _nothing)

    def _on_read(self, found: Found, draft: KeptDraft | None) -> None:
        kept = _kept_check(draft)
        if draft is None or kept is None:
            found(None, "")
            return
        self._body = draft.body
        at = draft.kept_at.astimezone(self._desk.ws.clock.now().tzinfo)
        found(kept, f"{us_date(at.date())} at {us_time(at)}")


def _kept_check(draft: KeptDraft | None) -> KeptCheck | None:
    """The draft as this version of the form keeps it; one that can't be read is left alone."""
    if draft is None:
        return None
    try:
        return codec.from_json(KeptCheck, draft.body)
    except InputError:
        return None


def _nothing(_result: object) -> None:
    """A draft that was kept or dropped needs no word."""
