from desktop_biller.codesets.rank import standing


def place(code: str, title: str, *, billable: bool = True, common: int = 0) -> int:
    return standing(code, title, billable=billable, common=common)


def test_every_billable_code_comes_before_its_header() -> None:
    header = place("E11", "Type 2 diabetes mellitus", billable=False)
    longest = place("E113551", "Type 2 diabetes mellitus with stable proliferative retinopathy")
    assert longest < header


def test_the_unspecified_code_comes_before_its_neighbors() -> None:
    assert place("J459", "Asthma, unspecified") < place("J4599", "Other specified asthma")


def test_the_first_encounter_comes_before_later_ones_and_sequelae() -> None:
    first, later, sequela = (
        place(f"S93401{end}", f"Sprain of unspecified ligament of right ankle, {words}")
        for end, words in (
            ("A", "initial encounter"),
            ("D", "subsequent encounter"),
            ("S", "sequela"),
        )
    )
    assert first < later < sequela


def test_causes_and_childbed_come_after_plain_diseases() -> None:
    title = "Bitten by dog"
    assert place("L90", title) < place("O90", title) < place("V90", title)


def test_poisonings_come_after_the_injuries_of_their_chapter() -> None:
    assert place("T300", "Burn") < place("T400", "Burn")


def test_what_a_code_lacks_does_not_make_it_rarer() -> None:
    short = place("F0390", "Unspecified dementia")
    long = place("F0390", "Unspecified dementia, without mood disturbance, and anxiety")
    assert long <= short


def test_an_everyday_code_comes_before_a_rare_one_of_equal_length() -> None:
    title = "Hypotension"
    assert place("I959", title, common=2) < place("I959", title, common=1) < place("I959", title)
