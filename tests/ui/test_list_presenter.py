"""A list asks its question anew whenever a part of it changes, and what is shown follows."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from desktop_biller.foundation.errors import RefusedError, UserError
from desktop_biller.ui.desk import Bus, Desk, Place
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.list_presenter import ListPresenter
from desktop_biller.workflow.reading import ListQuery
from desktop_biller.workflow.workspace import Kind
from tests.office import Office


@dataclass
class Part:
    """The tab and the filter of a list."""

    told: list[str] = field(default_factory=list)

    def show_tab(self, key: str) -> None:
        self.told.append(f"tab {key}")

    def show_filter(self, text: str) -> None:
        self.told.append(f"filter {text!r}")


class Asked(ListPresenter[ListQuery]):
    """Remembers each question, which is its own answer."""

    follows = frozenset({Kind.CLAIM})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.part = Part()
        self.shown: list[ListQuery] = []
        self.refused: list[UserError] = []

    def open(self, place: Place, *, anew: bool = False) -> None:
        self._begin(self.part, place, anew=anew)

    def selected(self) -> int | None:
        return self._selected()

    def _question(self, query: ListQuery) -> Callable[[], ListQuery]:
        def answer() -> ListQuery:
            if query.text == "refuse":
                raise RefusedError("No.", effect="Nothing was shown.", remedy="Type less.")
            return query

        return answer

    def _show(self, found: ListQuery) -> None:
        self.shown.append(found)

    def _show_refusal(self, error: UserError) -> None:
        self.refused.append(error)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office.ws, InlineRunner(), Bus(), go=lambda _place: None)


@pytest.fixture
def asked(desk: Desk) -> Asked:
    return Asked(desk)


def test_tab_filter_and_order_add_up_to_one_question(asked: Asked) -> None:
    asked.show("denied")
    asked.filter("  smith ")
    asked.sort("name", descending=True)
    assert asked.shown[-1] == ListQuery(shown="denied", text="smith", sort="name", descending=True)
    asked.show("")
    assert asked.shown[-1] == ListQuery(shown="", text="smith", sort="name", descending=True)


def test_opening_another_part_clears_the_filter_and_the_same_part_keeps_it(asked: Asked) -> None:
    asked.filter("smith")
    asked.open(Place("claims"))
    assert (asked.shown[-1].text, asked.part.told) == ("smith", ["tab "])
    asked.open(Place("claims", shown="denied"))
    assert asked.shown[-1] == ListQuery(shown="denied")
    assert asked.part.told[1:] == ["filter ''", "tab denied"]
    asked.filter("smith")
    asked.open(Place("claims", shown="denied"), anew=True)
    assert asked.shown[-1] == ListQuery(shown="denied")


def test_the_record_of_a_place_is_stood_on_once(asked: Asked) -> None:
    asked.open(Place("claims", record_id=7))
    assert (asked.selected(), asked.selected()) == (7, None)


def test_only_changes_it_follows_ask_again_and_none_after_the_end(asked: Asked, desk: Desk) -> None:
    desk.bus.publish({Kind.NOTE})
    assert asked.shown == []
    desk.bus.publish({Kind.CLAIM, Kind.NOTE})
    assert asked.shown == [ListQuery()]
    asked.close()
    desk.bus.publish({Kind.CLAIM})
    assert len(asked.shown) == 1


def test_a_question_that_is_refused_leaves_the_rows_and_says_so(asked: Asked) -> None:
    asked.filter("smith")
    asked.filter("refuse")
    assert len(asked.shown) == 1
    assert asked.refused[0].what == "No."
