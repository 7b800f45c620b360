"""The CMS-1500 (02/12). May import facts and foundation (and this package's fonts), no store.

One set of values, two outputs: the data alone for the pre-printed red form, and the same data
over a drawn form for plain paper.
"""

from desktop_biller.documents.cms1500.calibration import render_calibration
from desktop_biller.documents.cms1500.cells import UnprintableError
from desktop_biller.documents.cms1500.render import FormPrint, Offset, render_cms1500
from desktop_biller.documents.cms1500.values import form_values

__all__ = [
    "FormPrint",
    "Offset",
    "UnprintableError",
    "form_values",
    "render_calibration",
    "render_cms1500",
]
