"""Decides what the form of a visit starts with, has it checked while it is typed, and saves it."""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from msgspec import structs

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import RefusedError, UserError
from desktop_biller.foundation.money import dollars
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.visits.code_search import CodeSearch
from desktop_biller.ui.visits.visit_draft import KIND, VisitDraft, form_of, subject_of
from desktop_biller.ui.visits.visit_form import VisitForm, to_command
from desktop_biller.workflow.claims.make import ClaimMade, MakeClaim, make_claim
from desktop_biller.workflow.drafts import KeptDraft, drop_draft, read_draft
from desktop_biller.workflow.visits.draft_check import VisitCheck, check_visit
from desktop_biller.workflow.visits.encounters import VisitRecorded, record_visit
from desktop_biller.workflow.visits.places import PlaceChoice, place_choices
from desktop_biller.workflow.visits.visit_choices import (
    VisitChoices,
    diagnosis_titles,
    visit_choices,
)
from desktop_biller.workflow.workspace import Kind, Workspace

_BACKGROUND = frozenset({Kind.COVERAGE, Kind.PATIENT, Kind.PRACTICE})


class VisitEntryScreen(Protocol):
    """What the presenter asks of its view."""

    def show_whom(self, *, choosing: bool) -> None: ...
    def form(self) -> VisitForm: ...
    def settled_form(self) -> VisitForm: ...
    def show_form(self, form: VisitForm) -> None: ...
    def show_choices(self, choices: VisitChoices, places: Sequence[PlaceChoice]) -> None: ...
    def show_draft(self, words: str) -> None: ...
    def finish_edit(self) -> str: ...
    def show_check(self, check: VisitCheck, titles: Mapping[str, tuple[str, str]]) -> None: ...
    def show_unchecked(self) -> None: ...
    def show_acts(self, reason: str, short: str, *, bad: bool, busy: bool) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def clear_error(self) -> None: ...
    def go_to_start(self) -> None: ...
    def ask_discard(self, do: Callable[[], object]) -> None: ...


@dataclass(frozen=True, slots=True)
class _Start:
    choices: VisitChoices
    draft: KeptDraft | None


@dataclass(frozen=True, slots=True)
class _Checked:
    check: VisitCheck
    titles: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Saved:
    visit: VisitRecorded
    claim: ClaimMade | None
    refusal: UserError | None


class VisitEntryPresenter:
    """Presents entering a visit."""

    def __init__(self, desk: Desk, view: VisitEntryScreen, search: CodeSearch) -> None:
        self._desk, self._view, self._search = desk, view, search
        self._patient_id: int | None = None
        self._choices: VisitChoices | None = None
        self._check: VisitCheck | None = None
        self._draft = VisitDraft(desk)
        self._key = ""
        self._busy = False
        self._end = desk.bus.subscribe(self._on_changed)

    # --- Opening -------------------------------------------------------------------------------

    def open(self, patient_id: int | None) -> None:
        """Go on with the visit in the form, or start one: of a patient, or of one to be chosen."""
        same = patient_id is not None and patient_id == self._patient_id
        if same and (self._busy or not self._view.form().is_blank()):
            return
        self.keep()
        self._begin(patient_id)

    def close(self) -> None:
        """The window closes; what was typed is kept."""
        self.keep()
        self._end()

    def take_patient(self, patient_id: int) -> None:
        """The user chose whose visit it is."""
        self._desk.go(Place("visits", "entry", patient_id, new=True))

    def has_unsaved(self) -> bool:
        """True while something typed could not be kept as a draft."""
        typed = self._patient_id is not None and not self._view.form().is_blank()
        return typed and self._draft.could_not()

    def _begin(self, patient_id: int | None) -> None:
        view = self._view
        self._patient_id, self._choices, self._check = patient_id, None, None
        self._key = secrets.token_hex(16)
        self._draft.begin(patient_id, None)
        today = self._desk.ws.clock.today()
        self._search.day, self._search.patient_id = today, patient_id
        view.clear_error()
        view.show_form(VisitForm(service_date=today))
        view.show_draft("")
        view.show_unchecked()
        view.show_whom(choosing=patient_id is None)
        self._show_acts()
        self._desk.show_patient(patient_id)
        if patient_id is not None:
            self._desk.jobs.read(
                partial(_start, self._desk.ws, patient_id, today),
                partial(self._on_start, patient_id),
                view.show_refusal,
                slot=f"visit start {id(self)}",
            )

    def _on_start(self, patient_id: int, start: _Start) -> None:
        if patient_id != self._patient_id:
            return
        view = self._view
        typed = view.form()
        usual = structs.replace(
            typed,
            provider_id=start.choices.provider_id,
            place_of_service=start.choices.place_of_service,
        )
        kept = form_of(start.draft) if typed.is_blank() else None
        if kept is None:
            if typed.is_blank():
                view.show_form(usual)
            self._show_choices(start.choices)
            return
        self._draft.begin(patient_id, kept)
        view.show_form(kept)
        view.show_draft(self._kept_words(start.draft))
        day = kept.service_date
        if day is not None and day != self._search.day:
            self.choose_day(day)
        else:
            self._show_choices(start.choices)
        self.check()
        view.go_to_start()

    def _show_choices(self, choices: VisitChoices) -> None:
        self._choices = choices
        self._view.show_choices(choices, place_choices())
        self._show_acts()

    def _kept_words(self, draft: KeptDraft | None) -> str:
        if draft is None:
            return ""
        at = draft.kept_at.astimezone(self._desk.ws.clock.now().tzinfo)
        return f"Kept as a draft on {us_date(at.date())} at {us_time(at)}"

    # --- While it is typed ---------------------------------------------------------------------

    def choose_day(self, day: dt.date) -> None:
        """Another date of service: other plans, authorizations and codes may fit."""
        self._search.day = day
        if self._patient_id is not None:
            self._desk.jobs.read(
                partial(visit_choices, self._desk.ws, self._patient_id, day),
                partial(self._on_choices, self._patient_id),
                slot=f"visit choices {id(self)}",
            )

    def _on_choices(self, patient_id: int, choices: VisitChoices) -> None:
        if patient_id == self._patient_id:
            self._show_choices(choices)
            self.check()

    def check(self) -> None:
        """Have the visit checked as it is typed now."""
        if self._patient_id is None:
            return
        form = self._view.settled_form()
        if form.is_blank() or form.service_date is None:
            self._check = None
            self._view.show_unchecked()
            self._show_acts()
            return
        self._desk.jobs.read(
            partial(_check, self._desk.ws, form, self._patient_id),
            partial(self._on_checked, self._patient_id),
            slot=f"visit check {id(self)}",
        )

    def _on_checked(self, patient_id: int, checked: _Checked) -> None:
        if patient_id != self._patient_id or self._view.form().is_blank():
            return
        self._check = checked.check
        self._view.show_check(checked.check, checked.titles)
        self._show_acts()

    def keep(self) -> None:
        """Keep what was typed as a draft."""
        if self._patient_id is None or self._busy:
            return
        form = self._view.form()
        self._draft.keep(form)
        if not form.is_blank():
            self._view.show_draft("Kept as a draft until you save it")

    def discard(self) -> None:
        """Ask, then throw away what was typed."""
        if not self._view.form().is_blank():
            self._view.ask_discard(self._throw_away)

    def _throw_away(self) -> None:
        patient_id = self._patient_id
        self._draft.drop()
        self._begin(patient_id)
        self._view.go_to_start()

    # --- Saving --------------------------------------------------------------------------------

    def save(self, *, with_claim: bool) -> None:
        """Record the visit once, and make its claim where that was asked."""
        view = self._view
        if self._busy or self._patient_id is None:
            return
        view.clear_error()
        if view.finish_edit():
            view.show_refusal(
                RefusedError(
                    "Something on this visit can't be read.",
                    effect="The visit was not saved.",
                    remedy="The cursor is in it; type it anew.",
                )
            )
            return
        form = view.form()
        if with_claim and not self._is_insured(form):
            view.show_refusal(
                RefusedError(
                    "This visit is billed to the patient, so there is no claim to make.",
                    effect="Nothing was saved.",
                    remedy="Save the visit, then print an invoice.",
                )
            )
            return
        self._busy = True
        self._show_acts()
        act = partial(_save, self._desk.ws, form, self._patient_id, self._key, with_claim)
        self._desk.jobs.write(lambda _job: act(), self._on_saved, self._on_refused)

    def _on_saved(self, saved: _Saved) -> None:
        desk = self._desk
        self._busy = False
        self._draft.begin(None, None)  # dropped together with the save
        self._begin_blank()
        desk.act(saved.visit)
        words = f"Visit saved, {dollars(saved.visit.charge_cents)}."
        if saved.claim is not None:
            desk.act(saved.claim)
            desk.tell(f"{words} Claim {saved.claim.number} is ready.")
            desk.go(Place("claims", "claim", saved.claim.claim_id))
            return
        refused = saved.refusal
        desk.tell(f"{words} {refused.what} {refused.remedy}" if refused else words)
        desk.go(Place("visits", "visit", saved.visit.encounter_id))

    def _begin_blank(self) -> None:
        """Leave nothing of a saved visit in the form."""
        self._patient_id, self._choices, self._check = None, None, None
        self._view.show_form(VisitForm(service_date=self._desk.ws.clock.today()))
        self._view.show_draft("")
        self._view.show_unchecked()
        self._show_acts()

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        self._show_acts()
        self._view.show_refusal(error)

    def _is_insured(self, form: VisitForm) -> bool:
        return self._choices is None or bool(self._choices.plans and not form.self_pay)

    def _show_acts(self) -> None:
        stops = 0
        if self._check is not None:
            stops = sum(finding.severity == "block" for finding in self._check.findings)
        reason = short = ""
        if stops:
            short = f"Fix {stops} stop{'' if stops == 1 else 's'}"
            reason = f"{short} before making a claim"
        elif self._choices is not None and not self._is_insured(self._view.form()):
            reason, short = "Billed to the patient: no claim", "No claim"
        self._view.show_acts(reason, short, bad=bool(stops), busy=self._busy)

    def _on_changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _BACKGROUND and self._patient_id is not None and not self._busy:
            self.choose_day(self._search.day)


def _start(ws: Workspace, patient_id: int, day: dt.date) -> _Start:
    return _Start(
        choices=visit_choices(ws, patient_id, day),
        draft=read_draft(ws, KIND, subject_of(patient_id)),
    )


def _check(ws: Workspace, form: VisitForm, patient_id: int) -> _Checked:
    codes = [code for code in form.diagnoses if code]
    known = diagnosis_titles(ws, codes, form.service_date or ws.clock.today())
    titles = {code: (one.title, one.title) for code, one in zip(codes, known, strict=True)}
    return _Checked(check_visit(ws, to_command(form, patient_id)), titles)


def _save(
    ws: Workspace,
    form: VisitForm,
    patient_id: int,
    key: str,
    with_claim: bool,
) -> _Saved:
    visit = record_visit(ws, to_command(form, patient_id, key=key))
    drop_draft(ws, KIND, subject_of(patient_id))
    if not with_claim:
        return _Saved(visit, None, None)
    try:
        claim = make_claim(ws, MakeClaim(key=f"{key} claim", encounter_id=visit.encounter_id))
    except UserError as error:
        return _Saved(visit, None, error)
    return _Saved(visit, claim, None)
