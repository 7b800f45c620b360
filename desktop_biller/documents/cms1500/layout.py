"""Where everything stands on the CMS-1500 (02/12), read once from ``resources/cms1500``."""

from functools import cache

import msgspec

from desktop_biller.documents.cms1500.shapes import Caption, Layout
from desktop_biller.documents.cms1500.soundness import faults_of
from desktop_biller.foundation.resources import resource


@cache
def layout() -> Layout:
    """The positions of all fields and the outline of the form.

    Raises:
        ValueError: the file contradicts itself; a build with such a file must not print.
    """
    read = msgspec.json.decode(resource("cms1500/layout.json").read_bytes(), type=Layout)
    faults = faults_of(read)
    if faults:
        msg = f"cms1500/layout.json: {'; '.join(faults)}"
        raise ValueError(msg)
    return read


@cache
def captions() -> tuple[Caption, ...]:
    """The printed text of the form, for the plain-paper copy."""
    path = resource("cms1500/captions.json")
    return msgspec.json.decode(path.read_bytes(), type=tuple[Caption, ...])
