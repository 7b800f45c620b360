"""Write the pages of ``docs/`` that are made from the program's own types.

Run it after a command or the claim facts changed: ``python tools/write_docs.py``. A test compares
the pages with the types.
"""

import json
from pathlib import Path

from desktop_biller.facts.claim import ClaimFacts
from desktop_biller.foundation import codec
from desktop_biller.workflow.play.reference import play_reference

DOCS = Path(__file__).resolve().parent.parent / "docs"


def pages() -> dict[str, str]:
    """Every generated page by its name."""
    schema = json.dumps(codec.json_schema(ClaimFacts), indent=2, ensure_ascii=False)
    return {"play.md": play_reference(), "claim-snapshot.schema.json": schema + "\n"}


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
