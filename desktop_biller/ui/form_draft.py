"""Keeps a form that is being typed as a draft: neither another user nor a power cut loses it.

A lock covers the windows and leaves them as they are; a draft is for what the window itself does
not survive. Each user has one draft of each kind.
"""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.desk import Desk
from desktop_biller.workflow.drafts import KeptDraft, drop_draft, keep_draft, read_draft

T = TypeVar("T")


class FormDraft(Generic[T]):
    """The one draft of a form that a user has, as values of a type that the codec can write."""

    def __init__(self, desk: Desk, kind: str, shape: type[T]) -> None:
        self._desk, self._kind, self._shape = desk, kind, shape
        self._body = ""

    def read(self, found: Callable[[T | None, str], None]) -> None:
        """Look for a draft; ``found`` gets it and when it was kept, or None and blank words."""
        self._desk.jobs.read(
            partial(read_draft, self._desk.ws, self._kind), partial(self._on_read, found)
        )

    def keep(self, form: T) -> None:
        """Keep the form as it is now."""
        body = codec.to_json(form).decode()
        if body != self._body:
            self._body = body
            ws, kind = self._desk.ws, self._kind
            self._desk.jobs.write(lambda _job: keep_draft(ws, kind, "", body), _nothing)

    def drop(self) -> None:
        """Let go of it: the form was saved or thrown away."""
        self._body = ""
        ws, kind = self._desk.ws, self._kind
        self._desk.jobs.write(lambda _job: drop_draft(ws, kind), _nothing)

    def _on_read(self, found: Callable[[T | None, str], None], draft: KeptDraft | None) -> None:
        form = self._form_of(draft)
        if draft is None or form is None:
            found(None, "")
            return
        self._body = draft.body
        at = draft.kept_at.astimezone(self._desk.ws.clock.now().tzinfo)
        found(form, f"{us_date(at.date())} at {us_time(at)}")

    def _form_of(self, draft: KeptDraft | None) -> T | None:
        """The draft as this version of the form keeps it; one that can't be read is left alone."""
        if draft is None:
            return None
        try:
            return codec.from_json(self._shape, draft.body)
        except InputError:
            return None


def _nothing(_result: object) -> None:
    """A draft that was kept or dropped needs no word."""
