"""Faults in the evidence, each named by file, row, column, rule and value, and raised all at once."""
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One broken rule. `row` counts the lines of the table, the header being row 1; None where no row is meant."""

    file: str
    row: int | None
    column: str | None
    rule: str
    value: object = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        found = "" if self.value is None else f"; found {self.value!r}"
        return f"{place}: {self.rule}{found}"


class BrokenData(ValueError):
    """The data break at least one rule. `faults` holds every one of them."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = list(faults)
        count = len(self.faults)
        head = f"{count} fault{'s' if count != 1 else ''} in the data"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))
