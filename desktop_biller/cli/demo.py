"""``demo``: the sample practice, one new patient's day, and the proof that all of it holds."""

import argparse
import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from desktop_biller.cli.play import (
    STEP_HEADS,
    make_folder,
    save_papers,
    step_row,
    told_findings,
)
from desktop_biller.cli.screens import main_pictures
from desktop_biller.cli.secret import VARIABLE, read_passphrase
from desktop_biller.cli.show import STATE_HEADS, progress_on_stderr, state_cells, table
from desktop_biller.codesets import reference_db
from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.files import replace_file
from desktop_biller.reports.journal import LedgerRow
from desktop_biller.reports.state import practice_state
from desktop_biller.security.passphrase import refuse_weak
from desktop_biller.workflow.closing.export import export_ledger
from desktop_biller.workflow.paper_archive import read_paper
from desktop_biller.workflow.sample_practice.demo import (
    SAMPLE_PASSPHRASE,
    SAMPLE_USER,
    Sample,
    create_sample,
    open_sample,
    play_new_patient,
    snapshot_json,
)
from desktop_biller.workflow.sample_practice.setup import NAME
from desktop_biller.workflow.upkeep import restore_drill, verify_practice


def run_demo(options: argparse.Namespace) -> int:
    """Make the sample practice and play a new patient's day in it.

    Exit code 0 only where the restored backup equals the practice and ``verify`` finds all in
    order.
    """
    output: Path = options.output or _free_output()
    folder = output / "practice"
    if folder.exists():
        raise InputError(
            f"There is already a practice in {folder}.",
            effect="Nothing was changed.",
            remedy="Delete that folder, or choose another with --output.",
        )
    given = options.passphrase_file is not None or VARIABLE in os.environ
    passphrase = read_passphrase(options.passphrase_file) if given else SAMPLE_PASSPHRASE
    refuse_weak(passphrase, user=SAMPLE_USER, practice=NAME)
    make_folder(output)  # only now: a refused demo leaves no empty folder
    job = progress_on_stderr()
    with reference_db.ensure(job=job) as catalogue:
        code = create_sample(folder, passphrase)
        sample = open_sample(folder, passphrase, catalogue, seed=options.seed, job=job)
        try:
            written = _play(sample, output)
            written += main_pictures(sample.ws, output / "screens")
            ok = _prove(sample)
        finally:
            sample.ws.close()
    print()
    print("Written:")
    for path in [folder, *written]:
        print(f"  {path}")
    print()
    shown = "the one you gave" if given else f"“{SAMPLE_PASSPHRASE}”"
    print(f"Sample practice: user {SAMPLE_USER}, passphrase {shown}, recovery code {code}")
    return 0 if ok else 1


def _free_output() -> Path:
    """``demo-output``, or the first of ``demo-output-2``, ``-3``, ... that is not there yet."""
    output, number = Path("demo-output"), 1
    while output.exists():
        number += 1
        output = Path(f"demo-output-{number}")
    return output


def _play(sample: Sample, output: Path) -> list[Path]:
    """Play the day and write its papers; returns where they are."""
    steps, written = [], []
    for played in play_new_patient(sample):
        steps.append(played)
        written.extend(save_papers(sample.ws, played, output))
        if played.step.name == "claim":
            path = output / f"claim-{played.result['number']}.json"
            facts = snapshot_json(sample.ws, played.result["claim_id"])
            replace_file(path, facts.encode())
            written.append(path)
        if played.step.name == "close":
            path = output / "day-sheet.pdf"
            replace_file(path, read_paper(sample.ws, played.result["paper"]["document_id"]))
            written.append(path)
    ledger = output / "ledger.csv"
    replace_file(ledger, ledger_csv(export_ledger(sample.ws)))
    written.append(ledger)
    print("A billing day (the patient's account after each step):")
    print(table(STEP_HEADS, [step_row(step) for step in steps], words=2))
    for line in told_findings(steps):
        print(line)
    return written


def _prove(sample: Sample) -> bool:
    """Compare the restored backup, verify, and print the practice's own figures."""
    drill = restore_drill(sample.ws)
    found = verify_practice(sample.ws)
    with sample.ws.db.reading() as session:
        state = practice_state(session)
    print()
    print("The whole practice:")
    print(table(STATE_HEADS, [state_cells(state)], words=0))
    print()
    same = "equals" if drill.equal else "DIFFERS FROM"
    print(f"The restored backup {same} the practice (ledger digest {drill.live_digest[:16]}).")
    for finding in found.findings:
        print(f"{finding.code}: {finding.message}")
    if not found.findings:
        print(f"Verified: all in order, {found.rows} rows.")
    return drill.equal and not found.findings


def ledger_csv(rows: Sequence[LedgerRow]) -> bytes:
    """The journal as CSV: entry, date, account, patient, claim, cents (amounts stay numbers)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["entry", "date", "account", "patient", "claim", "cents"])
    for row in rows:
        writer.writerow(
            [row.entry, row.date.isoformat(), row.account, row.patient, row.claim, row.cents]
        )
    return text.getvalue().encode()
