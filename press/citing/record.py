"""A citation record, and how each format writes it: APA text, BibTeX, RIS and CSL-JSON.

APA is the style of the *Publication Manual* (7th ed., 2020), applied as follows.

- A report by a group: section 10.4; author and publisher are the same, so the publisher is left out (9.29); the version
  stands in parentheses after the title (9.19).
- A chapter: section 10.3, with *In* and the report in italics; as there are no page numbers on the web, version and number
  of the chapter stand in the parentheses.
- A figure or table: a part of a whole as a chapter is; its kind and number stand in brackets after its title (9.21).
- Titles are in sentence case (6.17). A missing date is `n.d.` (9.17).
"""
import html
import json
from collections.abc import Collection
from dataclasses import dataclass, field

from press.citing import recordtext
from press.citing.recordtext import Author, authors_apa, spoken_title

KINDS = {
    # kind: BibTeX type, RIS type, CSL type
    "book": ("techreport", "RPRT", "report"),
    "chapter": ("incollection", "CHAP", "chapter"),
    "figure": ("incollection", "FIGURE", "figure"),
    "table": ("incollection", "FIGURE", "figure"),  # neither RIS nor CSL has a type for tables
    "passage": ("incollection", "CHAP", "chapter"),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Record:
    """One citable thing. `key` is its citation key and the stem of its files; unique in the book and stable."""

    kind: str
    """A key of `KINDS`."""
    key: str
    title: str
    authors: tuple[Author, ...]
    date: str
    """ISO: a day, a month, a year, or empty."""
    version: str = ""
    number: str = ""
    """Of the thing itself: `9` for a chapter, `9.3` for a figure, `S1.07` for a passage; empty where there is none."""
    container: str = ""
    """Title of the report; empty for the report itself."""
    editors: tuple[Author, ...] = ()
    """Authors of the report where they are not the authors of the part."""
    chapter: str = ""
    """Number of the chapter that a part stands in."""
    page: str = ""
    """Title of the page that a part stands in."""
    anchor: str = ""
    original: str = ""
    """Of a text printed again: when it first appeared, ISO, or words where the day is not known."""
    description: str = ""
    """What a passage's text is, where its title does not tell."""
    note: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "en"
    url: str = ""
    doi: str = ""
    names: Collection[str] = field(default=(), repr=False)
    """Proper names that keep their capital in sentence case."""

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def label(self) -> str:
        """`Chapter 9`, `Appendix A`, `Figure 9.3`; empty where there is no number."""
        if not self.number or self.kind == "book":
            return ""
        return f"{numbered(self.number) if self.kind == 'chapter' else self.kind.capitalize()} {self.number}"

    def apa(self) -> str:
        """The reference in APA style, plain text."""
        return "".join(text for text, _ in self.runs())

    def apa_html(self) -> str:
        """The reference in APA style, titles in `<em>`."""
        return "".join(f"<em>{html.escape(text, quote=False)}</em>" if italic else html.escape(text, quote=False)
                       for text, italic in self.runs())

    def runs(self) -> list[tuple[str, bool]]:
        """The reference in APA style as runs of text, each with whether it is in italics."""
        title = spoken_title(self.title, self.names)
        who = authors_apa(self.authors)
        when = f" ({self.year or 'n.d.'}). "
        stop = "" if title.endswith(("?", "!", "…")) else "."
        edition = f"Version {self.version}" if self.version else ""
        if self.kind == "book":
            head, tail = [(who + when, False), (title, True)], f" ({edition})." if edition else stop
        else:
            if self.kind == "chapter":
                begin, places = title + stop, [edition, self.label]
            elif self.kind == "passage":
                begin = f"{title} [{self.description}]." if self.description else title + stop
                places = [edition, f"passage {self.number}"]
            else:
                begin = f"{title} [{self.label or self.kind.capitalize()}]."
                page = f"{numbered(self.chapter)} {self.chapter}" if self.chapter else self.page and f"“{self.page}”"
                places = [edition, page]
            inside = ", ".join(filter(None, places))
            within = f"{authors_apa(self.editors, inverted=False)}, " if self.editors else ""
            head = [(f"{who}{when}{begin} In {within}", False), (spoken_title(self.container, self.names), True)]
            tail = f" ({inside})." if inside else "."
        if self.original:
            tail += f" (Original work published {self.original[:4]})"
        address = f"https://doi.org/{self.doi}" if self.doi else self.url
        return [*head, (tail + (f" {address}" if address else ""), False)]

    def _note(self) -> str:
        """What the formats have no field of their own for."""
        label = "" if self.kind == "chapter" else self.label
        return ". ".join(filter(None, [label, self.version and f"Version {self.version}", self.note]))

    def bibtex(self) -> str:
        """A BibTeX entry, UTF-8, for BibTeX and biblatex. Capitals that styles must not lower stand in braces."""
        title = recordtext.bibtex_title
        day = self.date.split("-")
        fields = {
            "author": " and ".join(author.bibtex() for author in self.authors),
            "title": title(self.title, self.names),
            "booktitle": title(self.container, self.names),
            "editor": " and ".join(author.bibtex() for author in self.editors),
            "chapter": self.number if self.kind == "chapter" else self.chapter,
            "institution" if self.kind == "book" else "publisher": recordtext.bibtex(
                "; ".join(author.full for author in (self.editors or self.authors))),
            "year": self.year,
            "month": MONTHS[int(day[1]) - 1] if len(day) > 1 else "",
            "date": self.date,
            "note": recordtext.bibtex(self._note()),
            "doi": self.doi,
            "url": self.url,
            "keywords": recordtext.bibtex(", ".join(self.keywords)),
            "abstract": recordtext.bibtex(self.abstract),
            "langid": "english" if self.language.startswith("en") else "",
        }
        lines = [f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
                 for name, value in fields.items() if value]
        return f"@{KINDS[self.kind][0]}{{{self.key},\n" + ",\n".join(lines) + "\n}\n"

    def ris(self) -> str:
        """The record in RIS, lines ended as the format demands, by carriage return and line feed."""
        part = self.kind not in ("book", "chapter")
        lines = [
            ("TY", KINDS[self.kind][1]),
            ("ID", self.key),
            *(("AU", author.full if not author.given else f"{author.name}, {author.given}") for author in self.authors),
            ("PY", self.year),
            ("DA", self.date.replace("-", "/")),
            ("TI", self.title),
            ("T2", self.container),
            *(("A2", author.full if not author.given else f"{author.name}, {author.given}") for author in self.editors),
            ("SE", self.number if self.kind == "chapter" else self.chapter),
            ("M1", self.number if part else ""),
            ("ET", self.version and f"Version {self.version}"),
            ("PB", "; ".join(author.full for author in (self.editors or self.authors))),
            ("N1", ". ".join(filter(None, [self.label if part else "", self.note]))),
            ("AB", self.abstract),
            *(("KW", word) for word in self.keywords),
            ("LA", self.language),
            ("DO", self.doi),
            ("UR", self.url),
        ]
        flat = [(tag, " ".join(value.split())) for tag, value in lines if value]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in flat) + "ER  - \r\n"

    def csl(self) -> dict:
        """One item of CSL-JSON. A file of it is a list of items: `csl_json`."""
        item = {
            "id": self.key,
            "type": KINDS[self.kind][2],
            "title": self.title,
            "author": [author.csl() for author in self.authors],
            "issued": {"date-parts": [[int(part) for part in self.date.split("-")]]} if self.date else None,
            "version": self.version,
            "container-title": self.container,
            "container-author": [author.csl() for author in self.editors],
            "chapter-number": self.number if self.kind == "chapter" else self.chapter,
            "number": self.number if self.kind not in ("book", "chapter") else "",
            "genre": "" if self.kind in ("book", "chapter") else self.label or self.kind.capitalize(),
            "publisher": "; ".join(author.full for author in (self.editors or self.authors)),
            "note": self.note,
            "abstract": self.abstract,
            "keyword": ", ".join(self.keywords),
            "language": self.language,
            "DOI": self.doi,
            "URL": self.url,
        }
        if self.original[:4].isdigit():
            item["original-date"] = {"date-parts": [[int(part) for part in self.original.split("-")]]}
        return {name: value for name, value in item.items() if value}

    def csl_json(self) -> str:
        return csl_list([self])


def csl_list(found: list[Record]) -> str:
    """A file of CSL-JSON: a list of items."""
    return json.dumps([record.csl() for record in found], ensure_ascii=False, indent=1) + "\n"


def numbered(number: str) -> str:
    """What a page with this number is called: a chapter has a figure, an appendix a letter."""
    return "Chapter" if number[:1].isdigit() else "Appendix"
