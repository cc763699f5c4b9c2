"""A copy of the data package that a test may break."""
import csv
import shutil

import pytest

from barometer import tables


class Package:
    """A copy of `data/` in which single cells, rows and files can be changed."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, table):
        with open(self.folder / f"{table}.csv", encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table, rows):
        with open(self.folder / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def change(self, table, row, column, value):
        """Write `value` into the cell; `row` counts as a reader of the file does, the header being row 1."""
        rows = self.rows(table)
        rows[row - 1][rows[0].index(column)] = value
        self.write(table, rows)

    def drop(self, table, wanted):
        """Leave out the rows for which `wanted(row as dict)` holds."""
        header, *rows = self.rows(table)
        self.write(table, [header, *(row for row in rows if not wanted(dict(zip(header, row))))])


@pytest.fixture
def package(tmp_path):
    return Package(shutil.copytree(tables.FOLDER, tmp_path / "data"))
