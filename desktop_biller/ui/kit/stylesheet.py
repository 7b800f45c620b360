"""The one style sheet, written from the tokens: no screen has one of its own."""

from collections.abc import Callable

from desktop_biller.ui.kit.tokens import Colors, Size


def style_sheet(colors: Colors, px: Callable[[float], int], *, dark: bool) -> str:
    """The style sheet of a theme.

    Widgets say what they are by the property ``kind`` (buttons: primary, secondary, quiet, link,
    small; labels: caption, strong, title, error; panels: bar, panel, rail, strip, sample).
    """
    c = colors
    suffix = "dark" if dark else "light"
    field, button, small = px(Size.FIELD), px(Size.BUTTON), px(Size.BUTTON_SMALL)
    radius = Size.RADIUS
    return f"""
QMainWindow, QDialog, QStackedWidget {{ background: {c.base}; }}
QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.border}; padding: 4px; }}

QLabel {{ background: transparent; }}
QLabel[kind="caption"] {{ color: {c.muted}; }}
QLabel[kind="strongcaption"] {{ color: {c.muted}; }}
QLabel[kind="muted"] {{ color: {c.muted}; }}
QLabel[kind="error"] {{ color: {c.red_text}; }}
QLabel[kind="bad"] {{ color: {c.red_text}; }}
QLabel[kind="warning"] {{ color: {c.amber_text}; }}
QLabel[kind="good"] {{ color: {c.green_text}; }}

QFrame[kind="bar"] {{ background: {c.window}; border: none; }}
QFrame[kind="topbar"] {{ background: {c.window}; border: none;
    border-bottom: 1px solid {c.divider}; }}
QFrame[kind="bottombar"] {{ background: {c.window}; border: none;
    border-top: 1px solid {c.divider}; }}
QFrame[kind="strip"] {{ background: {c.base}; border: none;
    border-bottom: 1px solid {c.divider}; }}
QFrame[kind="rail"] {{ background: {c.rail}; border: none; border-right: 1px solid {c.divider}; }}
QFrame[kind="panel"] {{ background: {c.base}; border: 1px solid {c.divider};
    border-radius: {radius}px; }}
QFrame[kind="code"] {{ background: {c.window}; border: 1px solid {c.border};
    border-radius: {radius}px; }}
QFrame[kind="plain"] {{ background: transparent; border: none; }}
QFrame[kind="backing"] {{ background: {c.rail}; border: none; }}
QFrame[kind="line"] {{ background: {c.divider}; border: none; }}
QFrame[kind="sample"] {{ background: {c.amber_fill}; border: none;
    border-bottom: 1px solid {c.amber_text}; }}
QFrame[kind="bannerred"] {{ background: {c.red_fill}; border: 1px solid {c.red_text};
    border-radius: {radius}px; }}
QFrame[kind="banneramber"] {{ background: {c.amber_fill}; border: 1px solid {c.amber_text};
    border-radius: {radius}px; }}
QFrame[kind="bannergreen"] {{ background: {c.green_fill}; border: 1px solid {c.green_text};
    border-radius: {radius}px; }}
QFrame[kind="bannerblue"] {{ background: {c.blue_fill}; border: 1px solid {c.blue_text};
    border-radius: {radius}px; }}
QFrame[kind="bannerred"] QLabel {{ color: {c.red_text}; }}
QFrame[kind="banneramber"] QLabel, QFrame[kind="sample"] QLabel {{ color: {c.amber_text}; }}
QFrame[kind="bannergreen"] QLabel {{ color: {c.green_text}; }}
QFrame[kind="bannerblue"] QLabel {{ color: {c.blue_text}; }}

QMenuBar {{ background: {c.window}; color: {c.text}; border-bottom: 1px solid {c.divider};
    }}
QMenuBar::item {{ padding: {px(4)}px {px(10)}px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.selected}; color: {c.text}; }}
QMenu {{ background: {c.base}; color: {c.text}; border: 1px solid {c.border}; padding: 4px 0; }}
QMenu::item {{ padding: {px(5)}px {px(28)}px; min-height: {px(18)}px; }}
QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.disabled_text}; }}
QMenu::separator {{ height: 1px; background: {c.divider}; margin: 4px 8px; }}

QLineEdit, QComboBox, QPlainTextEdit {{ background: {c.base}; color: {c.text};
    border: 1px solid {c.border}; border-radius: {radius}px; padding: 0 {px(8)}px;
    selection-background-color: {c.selected}; selection-color: {c.text}; }}
QLineEdit, QComboBox {{ min-height: {field - 2}px; max-height: {field - 2}px; }}
QPlainTextEdit {{ padding: {px(4)}px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {c.focus};
    padding: 0 {px(8) - 1}px; }}
QLineEdit:focus, QComboBox:focus {{ min-height: {field - 4}px; max-height: {field - 4}px; }}
QPlainTextEdit:focus {{ padding: {px(4) - 1}px; }}
QLineEdit[state="error"], QComboBox[state="error"], QPlainTextEdit[state="error"] {{
    border: 2px solid {c.red_text}; padding: 0 {px(8) - 1}px; }}
QLineEdit[state="warning"] {{ border: 2px solid {c.amber_text}; padding: 0 {px(8) - 1}px; }}
QLineEdit[state="error"], QComboBox[state="error"], QLineEdit[state="warning"] {{
    min-height: {field - 4}px; max-height: {field - 4}px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ background: {c.window};
    color: {c.disabled_text}; border-color: {c.divider}; }}
QLineEdit:read-only {{ background: {c.window}; }}
QLineEdit[kind="cell"], QComboBox[kind="cell"] {{ border: 2px solid {c.focus}; border-radius: 0;
    padding: 0 {px(3)}px; min-height: {px(Size.FIELD_IN_GRID) - 5}px;
    max-height: {px(Size.FIELD_IN_GRID) - 5}px; }}
QLineEdit[kind="big"] {{ min-height: {px(42)}px; max-height: {px(42)}px; }}

QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
QComboBox::down-arrow {{ image: url(icons:down-{suffix}.svg); width: {px(12)}px;
    height: {px(12)}px; }}
QComboBox QAbstractItemView {{ background: {c.base}; color: {c.text};
    border: 1px solid {c.border}; selection-background-color: {c.selected};
    selection-color: {c.text}; outline: none; padding: 0; }}
QComboBox QAbstractItemView::item {{ min-height: {px(Size.ROW)}px; padding: 0 {px(8)}px; }}

QPushButton, QRadioButton, QCheckBox {{ outline: none; }}
QPushButton {{ background: {c.base}; color: {c.text}; border: 1px solid {c.border};
    border-radius: {radius}px; padding: 0 {px(12)}px; min-height: {button - 2}px;
    max-height: {button - 2}px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.selected}; }}
QPushButton:disabled {{ color: {c.disabled_text}; background: {c.window};
    border-color: {c.divider}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent};
    border-color: {c.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {c.accent_pressed}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.window}; color: {c.disabled_text};
    border-color: {c.divider}; }}
QPushButton[kind="quiet"] {{ border-color: transparent; background: transparent;
    padding: 0 {px(8)}px; }}
QPushButton[kind="quiet"]:hover {{ background: {c.hover}; }}
QPushButton[kind="link"] {{ border-color: transparent; background: transparent;
    color: {c.accent}; padding: 0 {px(4)}px; min-height: {small - 2}px;
    max-height: {small - 2}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ background: {c.hover}; }}
QPushButton[kind="search"] {{ text-align: left; color: {c.placeholder}; }}
QPushButton[kind="small"] {{ min-height: {small - 2}px; max-height: {small - 2}px;
    padding: 0 {px(8)}px; }}
QPushButton[kind="inner"] {{ border-color: transparent; background: transparent; padding: 0;
    min-height: {small - 2}px; max-height: {small - 2}px; }}
QPushButton[kind="inner"]:hover {{ background: {c.hover}; }}
QPushButton[kind="segment"] {{ border-radius: 0; }}
QPushButton[kind="segment"]:checked {{ background: {c.selected}; }}
QPushButton[kind="rail"] {{ border: none; background: transparent; text-align: left;
    padding: 0 {px(10)}px; min-height: {px(36)}px; max-height: {px(36)}px; }}
QPushButton[kind="rail"]:hover {{ background: {c.hover}; }}
QPushButton[kind="rail"]:checked {{ background: {c.selected}; }}

QCheckBox, QRadioButton {{ spacing: {px(8)}px; min-height: {px(Size.TARGET)}px;
    background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(14)}px; height: {px(14)}px;
    border: 1px solid {c.border}; border-radius: 2px; background: {c.base}; }}
QRadioButton::indicator {{ border-radius: {px(8)}px; }}
QCheckBox::indicator:checked {{ image: url(icons:check-{suffix}.svg); background: {c.accent};
    border-color: {c.accent}; }}
QCheckBox::indicator:indeterminate {{ image: url(icons:dash-{suffix}.svg);
    background: {c.accent}; border-color: {c.accent}; }}
QRadioButton::indicator:checked {{ image: url(icons:dot-{suffix}.svg); background: {c.accent};
    border-color: {c.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.disabled_text}; }}

QTableView, QListView, QTreeView {{ background: {c.base}; color: {c.text};
    alternate-background-color: {c.window}; border: 1px solid {c.divider};
    border-radius: 2px; outline: none; gridline-color: {c.divider};
    selection-background-color: {c.selected}; selection-color: {c.text}; }}
QListView[kind="cards"] {{ border: none; background: {c.base}; }}
QHeaderView {{ background: {c.window}; border: none; }}
QHeaderView::section {{ background: {c.window}; color: {c.muted};
    border: none; border-bottom: 1px solid {c.border};
    padding: 0 {px(8)}px; }}
QTableCornerButton::section {{ background: {c.window}; border: none; }}

QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {c.border}; border-radius: 3px; margin: 2px;
    min-height: {px(28)}px; min-width: {px(28)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QProgressBar {{ background: {c.base}; border: 1px solid {c.border}; border-radius: 3px;
    max-height: {px(8)}px; min-height: {px(8)}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
"""
