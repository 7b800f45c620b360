"""Carrying out a script: one workflow function a step, on a clock that the script sets."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_biller.foundation import codec
from desktop_biller.foundation.dates import FixedClock
from desktop_biller.foundation.errors import InputError, RefusedError, UserError
from desktop_biller.foundation.money import format_cents
from desktop_biller.reports.state import State, patient_state, practice_state
from desktop_biller.workflow.papers import Paper
from desktop_biller.workflow.play.script import ExpectedState, Script, Step
from desktop_biller.workflow.steps import all_use_cases
from desktop_biller.workflow.upkeep import Verified, back_up, restore_drill, verify_practice
from desktop_biller.workflow.workspace import Workspace


def _verified(ws: Workspace) -> Verified:
    """``verify_practice``, refused where it finds something: a script must not pass over it."""
    found = verify_practice(ws)
    if found.findings:
        first, count = found.findings[0], len(found.findings)
        raise RefusedError(
            f"The practice does not hold in {count} place{'s' if count > 1 else ''}; "
            f"{first.code}: {first.message}",
            effect="Nothing was changed.",
            remedy="Report this as a fault.",
        )
    return found


UPKEEP: dict[str, Callable[[Workspace], object]] = {
    "back_up": back_up,
    "restore_drill": restore_drill,
    "verify_practice": _verified,
}
"""Steps without arguments that keep the file, beside the use cases."""


@dataclass(frozen=True, slots=True)
class Played:
    """One step that was carried out, or refused as expected.

    Attributes:
        result: fields of the result by name; of a refusal the sentence, as ``refused``.
        papers: what the step issued and the script asked to be written.
    """

    number: int
    step: Step
    result: Mapping[str, Any]
    state: State
    papers: tuple[Paper, ...]


@dataclass(slots=True)
class Player:
    """Plays steps in a workspace whose clock it sets.

    Attributes:
        known: results of earlier steps by name.
    """

    ws: Workspace
    clock: FixedClock
    known: dict[str, Any] = field(default_factory=dict)

    def play(self, script: Script) -> Iterator[Played]:
        """Carry out the steps one by one; what is played stands, whatever follows.

        Raises:
            UserError: a step is unknown, was refused unexpectedly, or left another state than
                the script says; the words name the step.
        """
        for number, step in enumerate(script.steps, start=1):
            yield self._play(number, step)

    def _play(self, number: int, step: Step) -> Played:
        where = f"Step {number} ({step.do}, {step.on.isoformat()})"
        self.clock.moment = dt.datetime.combine(step.on, step.time, self.clock.moment.tzinfo)
        result: Any = None
        try:
            result = self._carry_out(step)
            fields = codec.to_builtins(result)
        except UserError as error:
            if not step.refused:
                raise UserError(
                    f"{where}: {error.what}", effect=error.effect, remedy=error.remedy
                ) from error
            fields = {"refused": str(error)}
        self._compare_refusal(where, step, fields)
        if step.name:
            self.known[step.name] = fields
        self._compare_result(where, step, fields)
        state = self._state(where, step)
        _refuse_unbalanced(where, state)
        _compare_state(where, step.expect, state)
        papers = tuple(_papers(result)) if step.save else ()
        return Played(number, step, fields, state, papers)

    def _carry_out(self, step: Step) -> object:
        cases = all_use_cases()
        if step.do in UPKEEP:
            if step.arguments:
                raise InputError(
                    f"“{step.do}” has no fields, the script gives it "
                    f"{', '.join(f'“{name}”' for name in step.arguments)}.",
                    effect="The script stopped here; the steps before it stand.",
                    remedy="Leave “with” out of this step.",
                )
            return UPKEEP[step.do](self.ws)
        if step.do not in cases:
            raise InputError(
                f"There is no step named “{step.do}”.",
                effect="The script stopped here; the steps before it stand.",
                remedy=f"Use one of: {', '.join([*cases, *UPKEEP])}.",
            )
        case = cases[step.do]
        return case(self.ws, codec.from_builtins(case.command, self._filled(step.arguments)))

    def _filled(self, value: Any) -> Any:  # noqa: ANN401 -- any JSON value
        """The value with every “$name.field” replaced by what an earlier step returned."""
        if isinstance(value, str) and value.startswith("$"):
            return self._look_up(value)
        if isinstance(value, dict):
            return {key: self._filled(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self._filled(part) for part in value]
        return value

    def _look_up(self, reference: str) -> Any:  # noqa: ANN401 -- any JSON value
        name, *path = reference[1:].split(".")
        try:
            found = self.known[name]
            for part in path:
                found = found[int(part)] if isinstance(found, list) else found[part]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise InputError(
                f"“{reference}” names nothing that an earlier step returned.",
                effect="The script stopped here; the steps before it stand.",
                remedy="Check the name after “as” of the earlier step and the field's name.",
            ) from error
        return found

    def _state(self, where: str, step: Step) -> State:
        subject = self._filled(step.show)
        with self.ws.db.reading() as session:
            if subject == "practice":
                return practice_state(session)
            if isinstance(subject, int):
                return patient_state(session, subject)
        raise InputError(
            f"{where}: “{step.show}” is nothing whose state can be shown.",
            effect="The step itself was carried out.",
            remedy="Show practice, or a patient as “$name.patient_id”.",
        )

    def _compare_refusal(self, where: str, step: Step, fields: Mapping[str, Any]) -> None:
        told = fields.get("refused", "") if isinstance(fields, dict) else ""
        if step.refused and step.refused not in told:
            raise InputError(
                f"{where} was not refused with “{step.refused}”"
                + (f", but with: {told}" if told else "."),
                effect="The script stopped here.",
                remedy="Correct what the script expects, or report the difference.",
            )

    def _compare_result(self, where: str, step: Step, fields: Mapping[str, Any]) -> None:
        for name, wanted in step.expect_result.items():
            found = fields.get(name)
            if found != self._filled(wanted):
                raise InputError(
                    f"{where}: {name} is {found!r}, the script expects {wanted!r}.",
                    effect="The script stopped here.",
                    remedy="Correct what the script expects, or report the difference.",
                )


def _refuse_unbalanced(where: str, state: State) -> None:
    if not state.holds:
        raise RefusedError(
            f"{where}: the figures of the state row do not add up: {codec.to_builtins(state)}.",
            effect="The script stopped here; the steps up to this one stand.",
            remedy="Report this as a fault of the program.",
        )


def _compare_state(where: str, expected: ExpectedState | None, state: State) -> None:
    wanted = {k: v for k, v in codec.to_builtins(expected or {}).items() if v is not None}
    for name, cents in wanted.items():
        found = getattr(state, name)
        if found != cents:
            raise InputError(
                f"{where}: {name.replace('_', ' ')} is {format_cents(found)}, the script expects "
                f"{format_cents(cents)}.",
                effect="The script stopped here.",
                remedy="Correct what the script expects, or report the difference.",
            )


def _papers(result: object) -> Iterator[Paper]:
    for name in ("paper", "receipt"):
        paper = getattr(result, name, None)
        if isinstance(paper, Paper):
            yield paper
