"""The Reports section: the list of reports and the day, made when they are first opened."""

import datetime as dt

from desktop_biller.ui.desk import Place
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.reports.catalog import Report
from desktop_biller.ui.reports.day_presenter import DayPresenter
from desktop_biller.ui.reports.day_view import DayView
from desktop_biller.ui.reports.report_list_view import ReportListView
from desktop_biller.ui.section import Section


class ReportsSection(Section):
    """Opens the list of reports, and the day."""

    folder = "reports"

    _list: ReportListView | None = None
    _day: tuple[DayView, DayPresenter] | None = None

    def open(self, place: Place) -> Screen:
        """The screen of a place, filling."""
        return self._open_day(place) if place.view == "day" else self._open_list()

    def close(self) -> None:
        """The window closes."""
        if self._day is not None:
            self._day[1].close()

    def _open_list(self) -> Screen:
        if self._list is None:
            self._list = ReportListView()
            self._list.opened.connect(self._open_report)
        self.desk.show_patient(None)
        return self._list

    def _open_report(self, report: Report) -> None:
        if report.place is not None:
            self.desk.go(report.place)
        elif self._list is not None:
            self._list.say_to_come(report)

    def _open_day(self, place: Place) -> Screen:
        if self._day is None:
            view = DayView(self._today, self.desk.settings)
            act = DayPresenter(self.desk, view)
            self._day = view, act
            view.day_chosen.connect(act.choose)
            view.stepped.connect(act.step)
            view.print_asked.connect(act.print_sheet)
            view.close_asked.connect(act.ask_close)
            view.refresh_asked.connect(act.reload)
            view.sheet_asked.connect(act.show_sheet)
        view, act = self._day
        act.open(place)
        return view

    def _today(self) -> dt.date:
        return self.desk.ws.clock.today()  # asked each time: unlocking opens the file anew
