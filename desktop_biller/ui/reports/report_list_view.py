"""The list of reports."""

from PySide6.QtCore import Signal

from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.reports.catalog import COLUMNS, REPORTS, Report


class ReportListView(Screen):
    """All reports; one that is still to come says so.

    Signals:
        opened(report): a report shall be opened, one that is to come too.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("Reports")
        self.setObjectName("report_list")
        self.table: FixedList[Report] = FixedList("Reports", COLUMNS, lambda report: report.number)
        open_ = self.button("Open report", self._on_open, kind="primary", icon="go")
        open_.setObjectName("open_report")
        self.head.add_act(open_)
        self._open = open_
        self.body.addWidget(self.table, 1)
        self.body.addSpacing(16)
        self.table.current_changed.connect(lambda _id: self._show_why())
        self.table.opened.connect(lambda _id: self._on_open())
        self.table.show_rows(REPORTS)
        self.entry = self.table
        self.set_hint("Enter opens the report")

    def say_to_come(self, report: Report) -> None:
        """Say of a report that it is still to come."""
        self.banner.say("blue", to_come(report))

    def _show_why(self) -> None:
        self.banner.clear()
        report = self.table.current_record()
        there = report is not None and report.is_there
        self._open.say_why("" if there or report is None else to_come(report))

    def _on_open(self) -> None:
        report = self.table.current_record()
        if report is not None:
            self.opened.emit(report)


def to_come(report: Report) -> str:
    """One honest line."""
    more = f" Until then: {report.until}" if report.until else ""
    return f"{report.name} is still to come.{more}"
