import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont as FontFile  # type: ignore[import-untyped]  # carries none

from desktop_biller.documents import fonts
from desktop_biller.documents.fonts import (
    REGULAR,
    SEMIBOLD,
    MissingLetterError,
    check_text,
    fit,
    register_fonts,
    text_width,
    wrap,
    wrap_and_cut,
)


@pytest.fixture(autouse=True)
def _registered() -> None:
    register_fonts()


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Both files, made once: it takes two seconds."""
    return fonts._make_instances(fonts._SOURCE.read_bytes())


@pytest.fixture
def cache(tmp_path: Path, made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder beside a quick font workshop."""
    monkeypatch.setattr(fonts, "_make_instances", lambda _source: made)
    return tmp_path


@pytest.mark.parametrize("face", [REGULAR, SEMIBOLD])
def test_all_ten_figures_have_one_width(face: str) -> None:
    widths = [text_width(figure, 1, face) for figure in "0123456789"]
    assert max(widths) - min(widths) < 0.005
    assert min(widths) > 0.5


def test_the_two_faces_differ_in_weight_and_in_postscript_name(cache: Path) -> None:
    faces = fonts._load_faces(cache)
    assert [face.face.name for face in faces] == [REGULAR.encode(), SEMIBOLD.encode()]
    assert text_width("Wow", 10, SEMIBOLD) > text_width("Wow", 10, REGULAR)


def test_made_faces_are_kept_and_read_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts._load_faces(cache)
    kept = sorted((cache / "fonts").iterdir())
    assert [path.suffix for path in kept] == [".ttf", ".ttf"]
    monkeypatch.setattr(fonts, "_make_instances", None)
    assert len(fonts._load_faces(cache)) == 2


def test_a_damaged_cache_file_is_made_anew(cache: Path) -> None:
    fonts._load_faces(cache)
    victim = next((cache / "fonts").glob("*.ttf"))
    sound = victim.read_bytes()
    victim.write_bytes(b"no font at all")
    fonts._load_faces(cache)
    assert victim.read_bytes() == sound


def test_faces_are_made_in_memory_where_the_cache_cannot_be_written(cache: Path) -> None:
    blocked = cache / "file"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    assert len(fonts._load_faces(blocked)) == 2
    assert blocked.read_text(encoding="utf-8") == "a file where the folder should be"


def test_the_made_file_maps_letters_of_many_alphabets(made: dict[str, bytes]) -> None:
    letters = FontFile(io.BytesIO(made[REGULAR])).getBestCmap()
    assert all(ord(letter) in letters for letter in "AzŁễñßΩЖ0…−’")


def test_equal_sources_make_equal_files(made: dict[str, bytes]) -> None:
    stamps = [FontFile(io.BytesIO(data))["head"].modified for data in made.values()]
    source = FontFile(fonts._SOURCE)["head"].modified
    assert stamps == [source, source]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Łukasz Nguyễn", "Łukasz Nguyễn"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("two  blanks\tand\na break", "two blanks and a break"),
        ("bell\x07, mark\u200e, \u202eoverride", "bell, mark, override"),
        ("  edges ", "edges"),
        ("", ""),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_text_is_composed_and_loses_what_cannot_be_seen(typed: str, printed: str) -> None:
    assert check_text(typed, where="Name") == printed


@pytest.mark.parametrize("letter", ["日", "א", "😀"])
def test_a_letter_outside_the_face_is_named_with_its_place(letter: str) -> None:
    with pytest.raises(MissingLetterError) as caught:
        check_text(f"Ana {letter}", where="Statement for account 10482, guarantor name")
    message = str(caught.value)
    assert message.startswith("Statement for account 10482, guarantor name:")
    assert letter in message
    assert "Nothing was printed." in message


@pytest.mark.parametrize("text", ["short", "a good deal too long", "i" * 10_000, "", "W" * 500])
@pytest.mark.parametrize("width", [40.0, 175.0])
def test_fitted_text_is_never_wider_than_its_place(text: str, width: float) -> None:
    fitted = fit(text, width)
    assert text_width(fitted, 10) <= width
    assert fitted == text or text.startswith(fitted.removesuffix("…"))
    assert fitted.endswith("…") or fitted == text


def test_wrapped_text_keeps_every_word_and_breaks_words_wider_than_a_line() -> None:
    text = f"We sent it {'x' * 200} on Monday"
    lines = wrap(text, 100)
    assert all(text_width(line, 10) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_no_break_blank_holds_a_phone_number_together() -> None:
    lines = wrap("Call (937)\u00a0555-0142 now", 90)
    assert any("(937)\u00a0555-0142" in line for line in lines)


def test_too_many_lines_end_in_an_ellipsis() -> None:
    lines = wrap_and_cut("word " * 100, 100, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
