"""The Patients section: its places and the screens behind them."""

from collections.abc import Sequence
from functools import partial

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.patients.guarantor_search import GuarantorSearch
from desktop_biller.ui.patients.patient_list_presenter import PatientListPresenter
from desktop_biller.ui.patients.patient_list_view import PatientListView
from desktop_biller.ui.patients.payer_search import PayerSearch
from desktop_biller.ui.patients.record_presenter import RecordPresenter
from desktop_biller.ui.patients.record_view import RecordView
from desktop_biller.ui.patients.register_presenter import RegisterPresenter
from desktop_biller.ui.patients.register_view import RegisterView
from desktop_biller.ui.section import Section
from desktop_biller.workflow.patients.patient_list import PatientRow, patient_rows


class PatientsSection(Section):
    """List, registration, record."""

    folder = "patients"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._list: tuple[PatientListView, PatientListPresenter] | None = None
        self._register: tuple[RegisterView, RegisterPresenter] | None = None
        self._record: tuple[RecordView, RecordPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen of a place."""
        match place.view:
            case "register":
                return self._open_register()
            case "record" if place.record_id is not None:
                return self._open_record(place.record_id, place.shown)
            case _:
                return self._open_list(place.shown)

    def close(self) -> None:
        """End what listens."""
        if self._list is not None:
            self._list[1].close()
        if self._record is not None:
            self._record[1].end()

    def _open_list(self, shown: str) -> Screen:
        if self._list is None:
            fetch = partial(_rows, self.desk)
            view = PatientListView(fetch, self.desk.settings)
            presenter = PatientListPresenter(self.desk, view)
            view.filter_changed.connect(presenter.filter)
            view.shown_changed.connect(presenter.show)
            view.order_changed.connect(lambda key, down: presenter.sort(key, descending=down))
            view.opened.connect(presenter.open_patient)
            view.new_asked.connect(presenter.register)
            self._list = view, presenter
        self._list[1].open(shown)
        return self._list[0]

    def _open_register(self) -> Screen:
        if self._register is None:
            view = RegisterView(
                PayerSearch(self.desk).ask,
                GuarantorSearch(self.desk).ask,
                self.desk.ws.clock.today,
            )
            presenter = RegisterPresenter(self.desk, view)
            view.save_asked.connect(presenter.on_save)
            view.save_as_other_asked.connect(partial(presenter.on_save, is_other=True))
            view.discard_asked.connect(presenter.on_discard)
            view.guarantor_taken.connect(presenter.on_guarantor)
            view.rested.connect(presenter.on_rested)
            self._register = view, presenter
        self._register[1].open()
        return self._register[0]

    def _open_record(self, patient_id: int, tab: str) -> Screen:
        if self._record is None:
            view = RecordView(self.desk)
            presenter = RecordPresenter(self.desk, view)
            self._record = view, presenter
        self._record[1].open(patient_id, tab)
        return self._record[0]


def _rows(desk: Desk, ids: Sequence[int]) -> Sequence[PatientRow]:
    """With the practice as it is open now: a lock opens it again."""
    return patient_rows(desk.ws, ids)
