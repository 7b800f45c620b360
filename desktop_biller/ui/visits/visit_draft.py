"""Keeps a visit that is being typed as a draft of its patient, so that nothing of it is lost."""

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.visits.visit_form import VisitForm
from desktop_biller.workflow.drafts import KeptDraft, drop_draft, keep_draft

KIND = "visit"


def subject_of(patient_id: int) -> str:
    """Under which subject the draft of a patient's visit is kept."""
    return f"patient {patient_id}"


def form_of(draft: KeptDraft | None) -> VisitForm | None:
    """The draft as this version of the form keeps it; one that can't be read counts as none."""
    if draft is None:
        return None
    try:
        return codec.from_json(VisitForm, draft.body)
    except InputError:
        return None


class VisitDraft:
    """The draft of the visit in the form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._patient_id: int | None = None
        self._body = ""
        self._could = True

    def begin(self, patient_id: int | None, form: VisitForm | None) -> None:
        """Another visit is in the form; ``form`` is its draft where there was one."""
        self._patient_id = patient_id
        self._body = codec.to_json(form).decode() if form is not None else ""
        self._could = True

    def keep(self, form: VisitForm) -> None:
        """Keep the form as it is now; a form that became empty needs no draft."""
        if self._patient_id is None:
            return
        if form.is_blank():
            self.drop()
            return
        body = codec.to_json(form).decode()
        if body == self._body:
            return
        self._body = body
        ws, subject = self._desk.ws, subject_of(self._patient_id)
        self._desk.jobs.write(lambda _job: keep_draft(ws, KIND, subject, body), self._on_kept)

    def drop(self) -> None:
        """Let go of it."""
        if self._patient_id is None or not self._body:
            return
        self._body = ""
        ws, subject = self._desk.ws, subject_of(self._patient_id)
        self._desk.jobs.write(lambda _job: drop_draft(ws, KIND, subject), _nothing)

    def could_not(self) -> bool:
        """True where a draft could not be kept, as in a practice that can't be written."""
        return not self._could

    def _on_kept(self, kept: bool) -> None:
        self._could = kept


def _nothing(_result: object) -> None:
    """A draft that was dropped needs no word."""
