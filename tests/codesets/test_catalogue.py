import datetime as dt

from desktop_biller.codesets.catalogue import (
    Catalogue,
    CodeAnswer,
    CodeNote,
    Modifier,
    PlaceOfService,
    ServiceAnswer,
)
from tests.dict_catalogue import DictCatalogue

ON = dt.date(2026, 3, 2)
NOTE = CodeNote("excludes1", "type 2 diabetes (E11.-)", "E10")


def small() -> Catalogue:
    return DictCatalogue(
        diagnoses={"E11.9": CodeAnswer("E11.9", "Type 2 diabetes", billable=True, valid=True)},
        services={"G0439": ServiceAnswer("G0439", "Ppps, subseq visit", valid=True)},
        places={"11": PlaceOfService("11", "Office", "Office", facility=False)},
        modifiers={"25": Modifier("25", "Separate visit")},
        notes={"E10.9": (NOTE,)},
        excludes1={("E10.9", "E11.9"): NOTE},
    )


def test_a_code_is_found_with_or_without_its_dot_in_any_case() -> None:
    for typed in ("E11.9", "e119", " E119 "):
        assert small().diagnosis(typed, ON).valid is True


def test_what_a_small_catalogue_lacks_is_no_data_and_not_a_pass() -> None:
    empty = DictCatalogue()
    assert empty.diagnosis("E11.9", ON).valid is None
    assert empty.service("G0439", ON).valid is None
    assert empty.place_of_service("11") is None
    assert empty.modifier("25") is None
    assert empty.notes("E10.9", ON) == ()
    assert empty.excludes1("E10.9", "E11.9", ON) is None


def test_the_rows_given_are_the_answers() -> None:
    catalogue = small()
    assert catalogue.service("g0439", ON).title == "Ppps, subseq visit"
    assert catalogue.place_of_service("11") == PlaceOfService(
        "11", "Office", "Office", facility=False
    )
    assert catalogue.modifier("25") == Modifier("25", "Separate visit")
    assert catalogue.notes("e109", ON) == (NOTE,)


def test_an_excludes1_pair_is_found_in_either_order() -> None:
    assert small().excludes1("E119", "E109", ON) == small().excludes1("E10.9", "E11.9", ON) == NOTE
