"""Tables of the doctree as tables of Typst, which break across pages and repeat their head."""

import re
from dataclasses import dataclass, field

from docutils import nodes

from press import contents

from .exhibits import WIDE_CLASSES
from .markup import ZERO_WIDTH_SPACE, array, breakable, content, escape
from .writing import SMALL_PRINT, Writing

MANY_COLUMNS, VERY_MANY_COLUMNS = 6, 9
SHORT = 14      # letters of a column that needs no more room than it takes
LONG_WORD = 17  # letters of the longest word that is not hyphenated
SENTENCE = 60   # letters from which rows are parted by hairlines
LONG = 700      # letters from which a row may break across pages
SAMPLE, ROUNDS = 60, 60  # rows that are looked at and letters that are moved to balance the columns
RAGGED = 3      # letters that a line of a cell loses at its end
FULL_LINE, FULL_PAGE = 88, 120  # letters that a row holds in the column of text and across the page
SMALL_ROWS, SMALL_LETTERS = 9, 1500  # a table up to this size stays on one page

_WORD_END = re.compile(rf"[\s{ZERO_WIDTH_SPACE}]+|-(?!\d)")
_ALIGNMENTS = {"text-left": "left", "text-right": "right", "text-center": "center"}


@dataclass
class Grid:
    """The parts of a docutils table."""

    title: nodes.title | None = None
    widths: list[float] = field(default_factory=list)
    head: list[nodes.row] = field(default_factory=list)
    body: list[nodes.row] = field(default_factory=list)


def _grid(table: nodes.table) -> Grid:
    grid = Grid(title=next((child for child in table.children if isinstance(child, nodes.title)), None))
    for group in table.findall(nodes.tgroup):
        for child in group.children:
            if isinstance(child, nodes.colspec):
                grid.widths.append(float(child.get("colwidth", 1) or 1))
            elif isinstance(child, nodes.thead):
                grid.head.extend(child.children)
            elif isinstance(child, nodes.tbody):
                grid.body.extend(child.children)
        break
    return grid


def _measured(grid: Grid) -> tuple[list[int], list[int]]:
    """Return the letters of the longest cell and of the longest word of each column.

    Cells over several columns do not count.
    """
    cells = [1] * len(grid.widths)
    words = [1] * len(grid.widths)
    for row in grid.head + grid.body:
        column = 0
        for entry in row.children:
            span = 1 + entry.get("morecols", 0)
            if span == 1 and column < len(cells):
                text = entry.astext()
                cells[column] = max(cells[column], len(text))
                words[column] = max(words[column], _longest_word(text))
            column += span
    return cells, words


def _longest_word(text: str) -> int:
    return max((len(word) for word in _WORD_END.split(breakable(text))), default=0)


def column_shares(widths: list[float], words: list[int], room: int) -> list[float]:
    """Return the columns' shares of `room` letters, none too narrow for its longest word if that can be."""
    needs = [min(word, LONG_WORD) + 1.5 for word in words]
    if sum(needs) >= room:
        return needs
    held: set[int] = set()  # columns as narrow as their longest word allows
    while True:
        free = room - sum(needs[column] for column in held)
        total = sum(width for column, width in enumerate(widths) if column not in held)
        shares = [
            needs[column] if column in held else width / total * free for column, width in enumerate(widths)
        ]
        narrow = {column for column, share in enumerate(shares) if share < needs[column]} - held
        if not narrow:
            return shares
        held |= narrow


def _height(letters: int, share: float) -> float:
    """Return the lines that a cell takes, in fractions, so that each letter of room counts."""
    return 1 if letters <= share else letters / max(share - RAGGED, 1)


def balanced_shares(shares: list[float], words: list[int], rows: list[list[int]]) -> list[float]:
    """Return the shares moved, letter by letter, to where `rows` (letters of each cell) stand lowest in all.

    A row is as high as its highest cell, which is its letters by the width of its column, and never less than a line. No
    column becomes narrower than its longest word asks for.
    """
    rows = sorted(rows, key=sum, reverse=True)[::max(len(rows) // SAMPLE, 1)]  # the few long rows are among them
    least = [min(word, LONG_WORD) + 1.5 for word in words]
    shares = list(shares)
    columns = range(len(shares))
    for _ in range(ROUNDS):
        cells = [[_height(letters, share) for letters, share in zip(row, shares)] for row in rows]
        best, gain = None, 0.01
        for giver in columns:
            if shares[giver] - 1 < least[giver]:
                continue
            for taker in columns:
                if taker == giver:
                    continue
                others = [column for column in columns if column not in (giver, taker)]
                total = 0
                for row, heights in zip(rows, cells):
                    rest = max([1, *(heights[column] for column in others)])
                    now = max(rest, heights[giver], heights[taker])
                    total += now - max(rest, _height(row[giver], shares[giver] - 1), _height(row[taker], shares[taker] + 1))
                if total > gain:
                    best, gain = (giver, taker), total
        if best is None:
            break
        giver, taker = best
        shares[giver] -= 1
        shares[taker] += 1
    return shares


def _columns(table: nodes.table, grid: Grid, cells: list[int], words: list[int], room: int) -> str:
    """Return the widths of the columns: what the table gives or its contents ask for, balanced."""
    widths = grid.widths
    if "colwidths-auto" in table.get("classes", ()) or len(set(widths)) == 1:
        if all(letters <= 2 * SHORT for letters in cells) and sum(cells) < FULL_LINE * 0.7:
            return array(["auto"] * len(cells))
        widths = [min(letters, 4 * SHORT) ** 0.8 for letters in cells]
    letters = [[len(entry.astext()) for entry in row.children] for row in grid.body
               if len(row.children) == len(widths) and not any("morecols" in entry for entry in row.children)]
    return array([f"{share:.1f}fr" for share in balanced_shares(column_shares(widths, words, room), words, letters)])


class Tables(Writing):
    """Rows and columns."""

    def _cell(self, entry: nodes.entry, head: bool, before: str) -> str:
        options = []
        if entry.get("morecols"):
            options.append(f"colspan: {entry['morecols'] + 1}")
        if entry.get("morerows"):
            options.append(f"rowspan: {entry['morerows'] + 1}")
        side = next((_ALIGNMENTS[name] for name in entry.get("classes", ()) if name in _ALIGNMENTS), "left")
        options.append(f"align: {side} + {'bottom' if head else 'top'}")
        if len(entry.astext()) < LONG:
            options.append("breakable: false")
        text = before + self.anchors(entry) + self.written(*entry.children)
        if _longest_word(entry.astext()) > LONG_WORD:
            text = "#set text(hyphenate: true);" + text
        return f"{'headcell' if head else 'table.cell'}({', '.join(options)}, [{text}])"

    def _rows(self, rows: list[nodes.row], head: bool) -> list[list[str]]:
        cells = []
        for row in rows:
            before = self.anchors(row)
            cells.append([])
            for entry in row.children:
                cells[-1].append(self._cell(entry, head, before))
                before = ""
        return cells

    def _small_print(self, table: nodes.table) -> str | None:
        """Return the lines below a table that stays on one page, which go where it goes."""
        lines = []
        follower = table.next_node(descend=False, siblings=True)
        while isinstance(follower, nodes.paragraph) and SMALL_PRINT & set(follower.get("classes", ())):
            lines.append(self.anchors(follower) + self.written(*follower.children))
            self.set_already.add(id(follower))
            follower = follower.next_node(descend=False, siblings=True)
        return "\n\n".join(lines) or None

    def visit_table(self, node):
        grid = _grid(node)
        whole = not self.in_table and len(grid.body) <= SMALL_ROWS and len(node.astext()) <= SMALL_LETTERS
        cells, words = _measured(grid)
        crowded = sum(min(letters, 40) for letters in cells) > FULL_LINE + SHORT and len(cells) > 3
        wide = len(cells) > MANY_COLUMNS or crowded or bool(WIDE_CLASSES & set(node.get("classes", ())))
        dense = len(cells) > VERY_MANY_COLUMNS
        room = round((FULL_PAGE if wide else FULL_LINE) * (1.12 if dense else 1)) - 2 * len(cells)
        number = contents.exhibit(self.env, self.docname, "table", node["ids"])
        title = self.anchors(grid.title) + self.written(*grid.title.children) if grid.title else None
        mark = self.anchors(node)
        self.in_table += 1
        head = [cell for row in self._rows(grid.head, True) for cell in row]
        body = []
        for row in self._rows(grid.body, False):
            if body and max(cells, default=0) > SENTENCE:
                body.append("rowline")
            body.extend(row)
        self.in_table -= 1
        arguments = [
            _columns(node, grid, cells, words, room), array(head), array([f"\n    {cell}" for cell in body]),
            f"number: {content(escape(number)) if number else 'none'}",
            f"title: {content(title)}",
            f"wide: {'true' if wide and not self.in_table else 'false'}",
            f"whole: {'true' if whole else 'false'}",
            f"notes: {content(self._small_print(node) if whole else None)}",
            f"float: {'true' if self.may_float(node) else 'false'}",
            f"dense: {'true' if dense else 'false'}",
            f"mark: {content(mark)}",
        ]
        self.write("\n#datatable(\n  " + ",\n  ".join(arguments) + ",\n);\n\n")
        raise nodes.SkipNode

    visit_tabular_col_spec = Writing.skip
