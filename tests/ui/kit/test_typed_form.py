"""A form's texts are kept and put back as they were typed, sound or not."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.choice import Choice
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.suggest import SuggestField
from desktop_biller.ui.kit.text_field import TextField
from desktop_biller.ui.kit.typed_fields import MoneyField
from desktop_biller.ui.kit.typed_form import put_back, typed_in


def form_on(bot: QtBot) -> tuple[QWidget, Form]:
    form = Form(4)
    form.add("last", "Last name", TextField())
    form.add("copay", "Copay", MoneyField())
    form.add("sex", "Sex", Choice([("F", "Female"), ("M", "Male")]))
    form.add("payer", "Payer", SuggestField(lambda _text, _show: None))
    bot.addWidget(form)
    return form, form


def field(form: Form, name: str) -> QWidget:
    return form.fields[name].field


def test_what_was_typed_comes_back_in_another_form(qtbot: QtBot) -> None:
    window, form = form_on(qtbot)
    last, copay, payer, sex = (field(form, name) for name in ("last", "copay", "payer", "sex"))
    assert isinstance(last, TextField)
    assert isinstance(copay, MoneyField)
    assert isinstance(payer, SuggestField)
    assert isinstance(sex, Choice)
    last.setText("O'Hara <b>")
    copay.setText("twenty")
    payer.set_taken(7, "Blue Harbor")
    sex.set_value("M")
    other_window, other = form_on(qtbot)
    put_back(other, typed_in(form))
    assert typed_in(other) == typed_in(form)
    taken = field(other, "payer")
    assert isinstance(taken, SuggestField)
    assert taken.taken_value() == 7
    del window, other_window


def test_a_choice_that_is_offered_no_more_stays_as_it_is(qtbot: QtBot) -> None:
    window, form = form_on(qtbot)
    put_back(form, {"sex": "Unknown", "nothing of this form": "x"})
    assert typed_in(form)["sex"] == "Female"
    del window
