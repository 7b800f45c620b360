"""The charges of a visit: an entry grid whose lines know their fee and who is billed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import count

from PySide6.QtCore import Signal

from desktop_biller.foundation.dates import us_date
from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.kit.choice import Option
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.entry_grid import EntryGrid
from desktop_biller.ui.kit.grid_model import NUMBER, CellMark, GridColumn, GridRow, RowKey
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.suggest import Ask, Suggestion
from desktop_biller.ui.visits.visit_form import (
    MODIFIERS,
    LineForm,
    read_fee,
    read_letters,
    read_modifier,
    read_service_code,
    read_units,
)
from desktop_biller.workflow.visits.draft_check import CheckedLine

PATIENT = "Patient"
_KEPT = ("minutes", "place_of_service", "emergency", "ndc", "note")
"""What a line has beside its cells."""


class ChargesGrid(EntryGrid):
    """Lines of a visit.

    Signals:
        changed: a line was changed, taken out or brought back.
        payer_chosen(self_pay): who is billed for the visit was chosen in a line.
    """

    changed = Signal()
    payer_chosen = Signal(bool)

    def __init__(self, ask_services: Ask, today: Today) -> None:
        self._day = today()
        self._payers: list[Option] = []
        self._billed = PATIENT
        self._numbers = count(1)
        super().__init__("Charges", self._columns(ask_services), today, grows=self._new_line)
        self.edited.connect(self._on_cell)
        self.taken.connect(self._on_taken)
        self.removed.connect(lambda _key: self.changed.emit())
        self.restored.connect(self.changed)
        self.show_totals("No lines yet")

    def _columns(self, ask_services: Ask) -> Sequence[GridColumn]:
        modifiers = (
            GridColumn(
                key, "Modifiers", 28, 26, align="center", parse=read_modifier, longest=4,
                words=f"Modifier {key[1]}",
            )
            for key in MODIFIERS
        )  # fmt: skip
        return (
            GridColumn(NUMBER, "#", 26, 22, align="right", editable=False),
            GridColumn(
                "date", "Date", 96, 90, editable=False, shown=self._date, muted=_is_empty,
                figures=True,
            ),
            GridColumn(
                "code", "Code", 64, 60, editor="suggest", ask=ask_services,
                parse=read_service_code, figures=True, required=True,
            ),
            GridColumn("words", "Service", editable=False, tip=_words),
            *modifiers,
            GridColumn(
                "dx", "Dx", 48, 44, parse=read_letters, required=True, longest=20,
                words="Diagnoses by letter",
            ),
            GridColumn("units", "Units", 46, 44, align="right", parse=read_units, longest=6),
            GridColumn(
                "fee", "Fee", 74, 66, align="right", parse=read_fee, format=format_cents,
                shown=_fee, longest=16, words="Fee of the line",
            ),
            GridColumn(
                "billed", "Billed to", 116, 76, editor="choice", options=self._payers, tip=_billed,
            ),
        )  # fmt: skip

    # --- Values --------------------------------------------------------------------------------

    def lines(self) -> tuple[LineForm, ...]:
        """The lines as typed."""
        return tuple(_line(row) for row in self.rows())

    def show_lines(self, lines: Sequence[LineForm]) -> None:
        """Show other lines."""
        self.set_rows([self._row(line) for line in lines])
        self.show_totals("No lines yet")

    def set_day(self, day: dt.date | None) -> None:
        """The date of service, which every line shows."""
        if day is not None:
            self._day = day
            self.model.tell_changed()

    def show_payers(self, payer: str, *, self_pay: bool) -> None:
        """Offer who can be billed: the insurer, where there is one, or the patient."""
        options = [payer, PATIENT] if payer else [PATIENT]
        self._payers[:] = [(words, words) for words in options]
        self._billed = PATIENT if self_pay or not payer else payer
        for row in self.model.rows():
            row.locked = self._locked()
            row.values["billed"] = "" if _is_empty(row) else self._billed
        self.model.tell_changed()

    def show_checked(self, lines: Sequence[CheckedLine], total_cents: int) -> None:
        """Fill what follows from what was typed: words, fee, who is billed."""
        rows = self.rows()
        for row, line in zip(rows, lines, strict=False):
            row.values["words"] = line.words or row.values.get("words", "")
            row.values["auto_fee"] = line.charge_cents
            row.values["billed"] = line.billed_to
        self.model.tell_changed()
        many = "" if len(rows) == 1 else "s"
        words = f"Total, {len(rows)} line{many}" if rows else "No lines yet"
        self.show_totals(words, {"fee": money(total_cents)} if rows else {})

    def mark(self, marks: Mapping[tuple[int, str], CellMark]) -> None:
        """Mark cells by (line from 0, column)."""
        rows = self.model.rows()
        self.set_marks(
            {(rows[at].key, column): told for (at, column), told in marks.items() if at < len(rows)}
        )

    def go_to_line(self, at: int, column: str) -> None:
        """Put the cursor into the cell of a line, counted from 0."""
        rows = self.model.rows()
        if rows:
            self.go_to(rows[min(at, len(rows) - 1)].key, column)

    def unread(self) -> Sequence[tuple[int, str, str]]:
        """(line from 0, column, why) of each cell that can't be read."""
        rows = enumerate(self.model.rows())
        return [(at, key, why) for at, row in rows for key, (_text, why) in row.typed.items()]

    def line_with_focus(self) -> LineForm | None:
        """The line with the focus; None in the empty one."""
        here = self.current()
        row = self.row(here[0]) if here is not None else None
        return None if row is None or _is_empty(row) else _line(row)

    def keep_details(self, line: LineForm) -> None:
        """Keep what was told of the line with the focus beside its cells."""
        here = self.current()
        if here is not None:
            self.set_values(here[0], {name: getattr(line, name) for name in _KEPT})
            self.changed.emit()

    # --- Lines ---------------------------------------------------------------------------------

    def _locked(self) -> frozenset[str]:
        return frozenset() if len(self._payers) > 1 else frozenset({"billed"})

    def _new_line(self) -> GridRow:
        return GridRow(next(self._numbers), removable=True, locked=self._locked())

    def _row(self, line: LineForm) -> GridRow:
        row = self._new_line()
        row.values = {
            "code": line.code or None,
            **dict(zip(MODIFIERS, (m or None for m in line.modifiers), strict=True)),
            "dx": line.dx or None,
            "units": line.units,
            "fee": line.fee_cents,
            "billed": self._billed,
            **{name: getattr(line, name) for name in _KEPT},
        }
        for column in self.model.columns:
            text = line.unread.get(column.key)
            if text is not None:
                self._unread(row, column, text)
        return row

    @staticmethod
    def _unread(row: GridRow, column: GridColumn, text: str) -> None:
        try:
            row.values[column.key] = column.parse(text)
        except InputError as error:
            row.typed[column.key] = text, f"{error.what} {error.remedy}"

    def _date(self, row: GridRow) -> str:
        del row
        return us_date(self._day)

    def _on_taken(self, key: RowKey, column: str, suggestion: Suggestion) -> None:
        if column == "code":
            self.set_values(key, {"words": suggestion.words})

    def _on_cell(self, key: RowKey, column: str) -> None:
        row = self.row(key)
        if row is None:
            return
        if column == "billed":
            self.payer_chosen.emit(row.values.get("billed") == PATIENT)
        if column == "code" and not row.is_blank("code"):
            usual: dict[str, object] = {"fee": None, "auto_fee": None, "billed": self._billed}
            usual |= {} if not row.is_blank("dx") else {"dx": "A"}
            usual |= {} if not row.is_blank("units") else {"units": 1}
            self.set_values(key, usual)
        if column == "code" and row.is_blank("code"):
            self.set_values(key, {"words": "", "auto_fee": None})
        self.changed.emit()


def _line(row: GridRow) -> LineForm:
    text = {name: str(row.values.get(name) or "") for name in ("code", "dx", *MODIFIERS)}
    units, fee = row.values.get("units"), row.values.get("fee")
    return LineForm(
        code=text["code"],
        modifiers=(text["m1"], text["m2"], text["m3"], text["m4"]),
        dx=text["dx"],
        units=units if isinstance(units, int) else None,
        fee_cents=fee if isinstance(fee, int) else None,
        unread={column: typed for column, (typed, _why) in row.typed.items()},
        **{name: row.values[name] for name in _KEPT if row.values.get(name)},  # type: ignore[arg-type]  # put there from a LineForm
    )


def _is_empty(row: GridRow) -> bool:
    return row.is_blank("code") and row.is_blank("dx")


def _words(row: GridRow) -> str:
    return str(row.values.get("words") or "")


def _billed(row: GridRow) -> str:
    return str(row.values.get("billed") or "")


def _fee(row: GridRow) -> str:
    cents = row.values.get("fee")
    if cents is None:
        cents = row.values.get("auto_fee")
    return format_cents(cents) if isinstance(cents, int) else ""
