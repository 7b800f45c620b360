from desktop_biller.workflow.patients.details import guarantor_choices, patient_details
from tests.office import ADDRESS, Office


def test_the_details_are_what_was_registered(office: Office) -> None:
    registered = office.patient(
        name={"last": "Delgado", "first": "Rosa", "middle": "M", "suffix": "Jr"},
        phone="(937) 555-0142",
        email="rosa@example.test",
        provider_id=office.provider_id,
        language="es",
    )
    told = patient_details(office.ws, registered.patient_id)
    assert told.name.natural == "Rosa M Delgado Jr"
    assert (told.version, told.account, told.is_own_guarantor) == (1, registered.account, True)
    assert (told.phone, told.email, told.language) == ("9375550142", "rosa@example.test", "es")
    assert (told.provider_id, told.provider) == (office.provider_id, "Elena Park")
    assert told.address.line1 == ADDRESS["line1"]
    assert told.relatives == ()


def test_an_unknown_patient_is_refused_in_words(office: Office) -> None:
    with office.refusing("no patient number 99"):
        patient_details(office.ws, 99)


def test_a_guarantor_is_found_by_name_or_chart_number(office: Office) -> None:
    parent = office.patient(name={"last": "Zielińska", "first": "Łucja"})
    child = office.patient(
        name={"last": "Zieliński", "first": "Jan"}, guarantor_id=parent.guarantor_id
    )
    outside = office.patient(
        name={"last": "Ahl", "first": "Bo"}, guarantor={"last": "Ahl", "first": "Mona"}
    )
    assert child.account == parent.account
    (found,) = guarantor_choices(office.ws, "zielinska l")
    assert (found.guarantor_id, found.account) == (parent.guarantor_id, parent.account)
    assert (found.name, found.patients) == (
        "Zielińska, Łucja",
        ("Zielińska, Łucja", "Zieliński, Jan"),
    )
    assert [who.name for who in guarantor_choices(office.ws, "ahl")] == ["Ahl, Mona"]
    assert [who.name for who in guarantor_choices(office.ws, "mona ah")] == ["Ahl, Mona"]
    assert [who.guarantor_id for who in guarantor_choices(office.ws, outside.account)] == [
        outside.guarantor_id
    ]


def test_nothing_typed_offers_nobody(office: Office) -> None:
    office.patient()
    assert guarantor_choices(office.ws, "  ") == ()
    assert guarantor_choices(office.ws, "xyz") == ()


def test_no_more_guarantors_are_offered_than_a_list_holds(office: Office) -> None:
    for _ in range(21):
        office.patient(not_a_duplicate=True)
    assert len(guarantor_choices(office.ws, "delgado")) == 20
