"""A PDF's many small objects packed together and compressed, as PDF allows since 1.5: pages, links, tags for readers' aids.

Typst writes each as a text of its own. In a tagged book they weigh several times what its pages do.
"""

import re
import zlib

GROUP = 250  # objects of a stream; their place in it is written in one byte

_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_TABLE = re.compile(rb"xref\s+0 (\d+)\s*\n")
_OBJECT = re.compile(rb"(\d+) 0 obj\s+(.*?)\s*endobj\s*$", re.DOTALL)


def packed(pdf: bytes) -> bytes:
    """Return the same document, smaller; one whose table of objects is not plain text is returned as it is."""
    trailer = _TRAILER.search(pdf, pdf.rfind(b"trailer"))
    table = _TABLE.match(pdf, int(trailer[2])) if trailer else None
    if not table:
        return pdf
    lines = [pdf[place:place + 20] for place in range(table.end(), table.end() + 20 * int(table[1]), 20)]
    starts = sorted(int(line[:10]) for line in lines if line[17:18] == b"n")
    objects = [_OBJECT.match(pdf[start:end]).groups() for start, end in zip(starts, [*starts[1:], int(trailer[2])])]
    small = [(int(number), body) for number, body in objects if not body.endswith(b"endstream")]
    free = int(table[1])

    found = bytearray(pdf[:starts[0]])
    entries = {0: (0, 0, 255)}  # of each object: 1, its place and 0; or 2, the stream that it is in and its place there

    def write(number: int, body: bytes):
        entries[number] = (1, len(found), 0)
        found.extend(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    for number, body in objects:
        if body.endswith(b"endstream"):
            write(int(number), body)
    for group in (small[first:first + GROUP] for first in range(0, len(small), GROUP)):
        heads, bodies = [], bytearray()
        for place, (number, body) in enumerate(group):
            entries[number] = (2, free, place)
            heads.append(b"%d %d" % (number, len(bodies)))
            bodies += body + b"\n"
        head = b" ".join(heads) + b"\n"
        write(free, _stream(b"/Type/ObjStm/N %d/First %d" % (len(group), len(head)), head + bodies))
        free += 1
    entries[free] = (1, len(found), 0)
    places = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([index]) for kind, place, index in
                      (entries.get(number, (0, 0, 255)) for number in range(free + 1)))
    rest = re.sub(rb"/Size \d+", b"", trailer[1])
    start = len(found)
    write(free, _stream(b"/Type/XRef/Size %d/W[1 4 1]%b" % (free + 1, rest), places))
    return bytes(found) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(entries: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)
