"""Who referred is offered again."""

from desktop_biller.workflow.visits.places import place_choices
from desktop_biller.workflow.visits.referring import referring_providers
from tests.office import Office


def _seen(office: Office, last: str, npi: str) -> None:
    patient = office.patient()
    who = {"qualifier": "DN", "last": last, "first": "Jo", "npi": npi}
    office.visit(patient.patient_id, ("G0439", 18500), referring=who)


def test_who_referred_is_offered_once_the_latest_first(office: Office) -> None:
    _seen(office, "Okafor", "1234567893")
    _seen(office, "Łuczak", "1999999984")
    _seen(office, "Okafor", "1234567893")
    assert [one.last for one in referring_providers(office.ws, "")] == ["Okafor", "Łuczak"]


def test_they_are_found_by_name_without_accents_and_by_npi(office: Office) -> None:
    _seen(office, "Okafor", "1234567893")
    _seen(office, "Łuczak", "1999999984")
    assert [one.last for one in referring_providers(office.ws, "lucz jo")] == ["Łuczak"]
    assert [one.last for one in referring_providers(office.ws, "12345")] == ["Okafor"]
    assert referring_providers(office.ws, "nobody") == ()


def test_visits_without_one_offer_nobody(office: Office) -> None:
    office.visit(office.patient().patient_id, ("G0439", 18500))
    assert referring_providers(office.ws, "") == ()


def test_the_office_is_among_the_places() -> None:
    assert any(place.code == "11" and place.words == "Office" for place in place_choices())
