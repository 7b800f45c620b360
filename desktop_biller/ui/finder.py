"""What the palette finds: patients first, then claims, checks, codes, screens and acts."""

from collections.abc import Callable, Sequence
from functools import partial

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.palette import Hit
from desktop_biller.workflow.find import Found, find_anything

Acts = Callable[[], Sequence[tuple[str, str, Callable[[], None]]]]

_MOST_ACTS = 5


class Finder:
    """Presents the palette."""

    def __init__(self, desk: Desk, acts: Acts) -> None:
        self._desk, self._acts = desk, acts

    def look(self, text: str, show: Callable[[Sequence[Hit]], None]) -> None:
        """Find what fits a text; acts and screens alone while it is blank."""
        if not text:
            show(self._act_hits(""))
            return
        ask = partial(find_anything, self._desk.ws, text)
        self._desk.jobs.read(
            ask, lambda found: show(self._hits(found, text)), slot=f"palette {id(self)}"
        )

    def _hits(self, found: Found, text: str) -> list[Hit]:
        hits: list[Hit] = []
        if found.patients:
            hits.append(Hit("Patients"))
        for patient in found.patients:
            born = us_date(patient.birth_date)
            hits.append(
                Hit(
                    patient.name,
                    f"{born} · {patient.account} · {patient.payer or 'No insurance'}",
                    "person",
                    do=self._to("patients", "record", patient.patient_id),
                    subject=patient.patient_id,
                )
            )
        if found.claims:
            hits.append(Hit("Claims"))
        for claim in found.claims:
            more = f"{claim.patient} · {us_date(claim.service_date)} · {claim.payer}"
            hits.append(
                Hit(claim.number, more, "claims", do=self._to("claims", "claim", claim.claim_id))
            )
        if found.payments:
            hits.append(Hit("Payments and checks"))
        for paid in found.payments:
            more = f"{paid.who} · {format_cents(paid.cents)} · {us_date(paid.received_on)}"
            go = self._to("payments", "payment", paid.payment_id)
            hits.append(Hit(paid.reference, more, "payments", do=go))
        hits.extend(self._code_hits(found))
        first = found.patients[0] if found.patients else None
        if first is not None:
            hits.append(Hit(f"For {first.name}"))
            for words, keys, section, view in (
                ("Enter visit", "Ctrl+E", "visits", "entry"),
                ("Take payment", "Ctrl+D", "payments", "take"),
            ):
                go = self._to(section, view, first.patient_id, new=True)
                hits.append(Hit(words, icon=section, keys=keys, do=go, subject=first.patient_id))
        hits.extend(self._act_hits(text))
        return hits or [Hit("Nothing fits. Try fewer letters, a birth date or a claim number.")]

    def _code_hits(self, found: Found) -> list[Hit]:
        hits = [
            Hit(
                code.code,
                code.words,
                "code",
                do=partial(self._desk.tell, f"{code.code} {code.words}"),
            )
            for code in found.codes
        ]
        return [Hit("Codes"), *hits] if hits else []

    def _act_hits(self, text: str) -> list[Hit]:
        parts = text.casefold().split()
        fitting = [
            Hit(words, icon="go", keys=keys, do=do)
            for words, keys, do in self._acts()
            if all(part in words.casefold() for part in parts)
        ]
        most = _MOST_ACTS if text else len(fitting)
        return [Hit("Screens and actions"), *fitting[:most]] if fitting else []

    def _to(
        self, section: str, view: str, record_id: int, *, new: bool = False
    ) -> Callable[[], None]:
        return partial(self._desk.go, Place(section, view, record_id, new=new))
