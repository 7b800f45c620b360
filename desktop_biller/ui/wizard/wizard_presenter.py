"""The way through the wizard: which page comes next, what is checked, what is made at the end."""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.progress import JobControl
from desktop_biller.security import recovery_code
from desktop_biller.ui.jobs import Jobs
from desktop_biller.ui.wizard.maker import Made, Maker, Wanted, usual_folder

WAYS: dict[str, tuple[str, ...]] = {
    "new": ("start", "practice", "provider", "owner", "place", "payers"),
    "sample": ("start", "sample"),
    "open": ("start", "open"),
    "restore": ("start", "restore"),
}
_LAST_WORDS = {
    "payers": "Make practice",
    "sample": "Make sample practice",
    "open": "Open",
    "restore": "Restore",
}
_GROUPS = 14
_Work = Callable[[JobControl], Made]


class View(Protocol):
    """What the presenter asks of the window."""

    def show_page(self, pages: tuple[str, ...], at: int, next_words: str) -> None: ...
    def values(self, page: str) -> dict[str, Any]: ...
    def is_sound(self, page: str) -> bool: ...
    def show_error(self, page: str, error: UserError) -> None: ...
    def show_working(self, words: str) -> None: ...
    def forget(self, page: str) -> None: ...
    def show_code(self, code: str, asked: tuple[int, int]) -> None: ...
    def show_practice(self, name: str) -> None: ...
    def suggest_folder(self, page: str, folder: Path) -> None: ...
    def show_sample_login(self, user: str, passphrase: str) -> None: ...
    def half_typed_payer(self) -> dict[str, Any] | None: ...
    def is_payer_sound(self) -> bool: ...
    def take_payer(self, payer: dict[str, Any]) -> None: ...


class WizardPresenter:
    """Presents the pages.

    Args:
        view: the window.
        jobs: lanes of its own: no practice is open yet.
        maker: checks what was typed and makes practices.
        finished: gets the practice that was made.
        open_practice: gets the folder of one that is there already.
    """

    def __init__(
        self,
        view: View,
        jobs: Jobs,
        maker: Maker,
        finished: Callable[[Made], None],
        open_practice: Callable[[Path], None],
    ) -> None:
        self._view, self._jobs, self._maker = view, jobs, maker
        self._finished, self._open = finished, open_practice
        self._way, self._at = "new", 0
        self._working = False
        self._key = secrets.token_bytes(32)

    def begin(self) -> None:
        """Show the first page. The code is drawn once: a printed one stays good."""
        asked = secrets.SystemRandom().sample(range(1, _GROUPS + 1), 2)
        self._view.show_code(recovery_code.encode(self._key), (min(asked), max(asked)))
        self._show()

    @property
    def page(self) -> str:
        """The page that is shown."""
        return WAYS[self._way][self._at]

    def on_way(self, way: str) -> None:
        """Another way on was chosen on the first page."""
        self._way = way
        self._show()

    def on_back(self) -> None:
        """Go back; what was typed stays, but for passphrases."""
        if self._at and not self._working:
            for page in WAYS[self._way][self._at - 1 : self._at + 1]:
                self._view.forget(page)
            self._at -= 1
            self._show()

    def on_next(self) -> None:
        """Check the page, then go on or, on the last one, do it."""
        if self._working or not self._view.is_sound(self.page):
            return
        if self.page == "payers":
            self._add_then_make()
        elif self.page == "start":
            self._go_on()
        else:
            self._check(self.page, self._view.values(self.page), self._go_on)

    def on_add_payer(self) -> None:
        """Add the payer in the form to the list."""
        if not self._working and self._view.is_payer_sound():
            payer = self._view.half_typed_payer()
            if payer is not None:
                self._check("payer", payer, partial(self._view.take_payer, payer))

    def _add_then_make(self) -> None:
        payer = self._view.half_typed_payer()
        if payer is None:
            self._make()
        elif self._view.is_payer_sound():
            self._check("payer", payer, partial(self._take_and_make, payer))

    def _take_and_make(self, payer: dict[str, Any]) -> None:
        self._view.take_payer(payer)
        self._make()

    def _check(self, name: str, values: dict[str, Any], then: Callable[[], None]) -> None:
        self._set_working("Checking")
        self._jobs.read(
            partial(self._maker.check, name, values),
            lambda _nothing: self._on_checked(then),
            self._on_refused,
        )

    def _on_checked(self, then: Callable[[], None]) -> None:
        self._set_working("")
        then()

    def _go_on(self) -> None:
        pages = WAYS[self._way]
        if self._at + 1 < len(pages):
            self._at += 1
            self._show()
            return
        match self.page:
            case "open":
                self._open(Path(self._view.values("open")["folder"]))
            case "sample":
                folder = Path(self._view.values("sample")["folder"])
                self._act("Making the sample practice", partial(self._maker.make_sample, folder))
            case "restore":
                values = self._view.values("restore")
                self._act("Restoring", partial(self._maker.restore, values))

    def _make(self) -> None:
        values = self._view.values
        last = values("payers")
        wanted = Wanted(
            key=self._key,
            practice=values("practice"),
            provider=values("provider"),
            owner=values("owner"),
            place=values("place"),
            payers=last["payers"],
            demonstration_services=last["demonstration_services"],
        )
        self._act("Making your practice", partial(self._maker.make, wanted))

    def _act(self, words: str, work: _Work) -> None:
        self._set_working(words)
        self._jobs.write(
            work, self._on_made, self._on_refused, title=words, stopped=self._on_stopped
        )

    def _on_made(self, made: Made) -> None:
        self._set_working("")
        self._finished(made)

    def _on_refused(self, error: UserError) -> None:
        self._set_working("")
        self._view.show_error(self.page, error)

    def _on_stopped(self, words: str) -> None:
        del words
        self._set_working("")
        stopped = UserError("Stopped.", effect="Nothing was made.", remedy="You can go on here.")
        self._view.show_error(self.page, stopped)

    def _set_working(self, words: str) -> None:
        self._working = bool(words)
        self._view.show_working(words)

    def _show(self) -> None:
        pages = WAYS[self._way]
        match self.page:
            case "owner":
                self._view.show_practice(str(self._view.values("practice")["name"]))
            case "place":
                name = str(self._view.values("practice")["name"])
                self._view.suggest_folder("place", usual_folder(name))
            case "sample":
                self._view.suggest_folder("sample", usual_folder("Sample practice"))
                self._jobs.read(
                    self._maker.sample_login, lambda login: self._view.show_sample_login(*login)
                )
            case "restore":
                self._view.suggest_folder("restore", usual_folder("Restored practice"))
        self._view.show_page(pages, self._at, _LAST_WORDS.get(self.page, "Next"))
