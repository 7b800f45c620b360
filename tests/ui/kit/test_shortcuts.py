"""No two acts of one context share keys, and none takes the system's."""

from collections import Counter

from PySide6.QtGui import QKeySequence

from desktop_biller.ui.kit.shortcuts import RESERVED, SECTIONS, SHORTCUTS


def normal(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def test_no_keys_stand_for_two_acts() -> None:
    count = Counter(normal(keys) for shortcut in SHORTCUTS.values() for keys in shortcut.keys)
    assert [keys for keys, times in count.items() if times > 1] == []


def test_no_keys_are_those_of_a_system_or_of_every_field() -> None:
    used = {normal(keys) for shortcut in SHORTCUTS.values() for keys in shortcut.keys}
    assert used & {normal(keys) for keys in RESERVED} == set()


def test_no_keys_need_a_letter_with_ctrl_and_alt() -> None:
    # AltGr on many keyboards is Ctrl+Alt.
    assert [s.name for s in SHORTCUTS.values() for k in s.keys if "Ctrl+Alt" in k] == []


def test_both_enter_keys_are_known_where_one_is() -> None:
    for shortcut in SHORTCUTS.values():
        returns = {k.replace("Return", "Enter") for k in shortcut.keys if k.endswith("Return")}
        assert returns <= set(shortcut.keys), shortcut.name


def test_nine_sections_have_nine_keys_in_order() -> None:
    keys = [SHORTCUTS[f"section {folder}"].keys[0] for folder, _ in SECTIONS]
    assert keys == [f"Ctrl+{n}" for n in range(1, 10)]
