"""How citation records spell: authors, titles in sentence case, and text that BibTeX reads back unchanged."""
import re
from collections.abc import Collection
from dataclasses import dataclass

SMALL = {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "over", "so",
         "than", "the", "to", "under", "up", "upon", "versus", "via", "vs", "with", "yet"}
SPECIAL = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
           "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
"""What LaTeX would take for a command. Braces by their names, as BibTeX counts even those behind a backslash."""


@dataclass(frozen=True)
class Author:
    """A person with `given` names, or a group, which has only a `name`."""

    name: str
    given: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        return " ".join(filter(None, [self.given, self.name, self.suffix]))

    def bibtex(self) -> str:
        """`Family, Given`; a group in braces, or BibTeX would take its last word for a family name."""
        if not self.given:
            return "{" + bibtex(self.name) + "}"
        return bibtex(", ".join(filter(None, [self.name, self.suffix, self.given])))

    def csl(self) -> dict:
        if not self.given:
            return {"literal": self.name}
        found = {"family": self.name, "given": self.given, "suffix": self.suffix}
        return {name: value for name, value in found.items() if value}

    def apa(self, inverted: bool = True) -> str:
        """`Family, G. N., Jr.`, or `G. N. Family` (sections 9.8 and 9.28); groups as they are called."""
        if not self.given:
            return self.name
        initials = " ".join("-".join(f"{half[0]}." for half in word.split("-") if half) for word in self.given.split())
        parts = [self.name, initials, self.suffix]
        return ", ".join(filter(None, parts)) if inverted else " ".join(filter(None, [initials, self.name, self.suffix]))


def authors(entries) -> tuple[Author, ...]:
    """Authors from a list of names of groups, or of mappings as in CITATION.cff (`name`, or `family-names` and so on)."""
    found = []
    for entry in [entries] if isinstance(entries, (str, dict)) else entries:
        if isinstance(entry, str):
            found.append(Author(entry))
        elif "name" in entry:
            found.append(Author(entry["name"]))
        else:
            family = " ".join(filter(None, [entry.get("name-particle"), entry.get("family-names")]))
            found.append(Author(family or entry.get("alias", ""), entry.get("given-names", ""), entry.get("name-suffix", "")))
    return tuple(found)


def authors_apa(people: tuple[Author, ...], inverted: bool = True) -> str:
    """The author element: up to twenty names, an ampersand before the last (section 9.8), ended by a period."""
    names = [person.apa(inverted) for person in people]
    if len(names) > 20:
        names = [*names[:19], "… " + names[-1]]
        joined = ", ".join(names)
    elif len(names) > 1:
        # Two groups take no comma before the ampersand, persons do.
        comma = "," if inverted and any(person.given for person in people) or len(names) > 2 else ""
        joined = ", ".join(names[:-1]) + f"{comma} & {names[-1]}"
    else:
        joined = "".join(names)
    return joined if not inverted or joined.endswith(".") else joined + "."


def names_in(text: str) -> frozenset[str]:
    """The proper names of a running text: words with a capital in the middle of a sentence that it never writes without.

    Words of several parts count by their parts: `Buenos` and `Aires`.
    """
    inside = re.findall(r"(?<=[\w,;] )[^\W\d_]+", text)
    plain = {word.lower() for word in re.findall(r"[^\W\d_]+", text) if word[0].islower()}
    return frozenset(word for word in inside if word[0].isupper() and word.lower() not in plain and len(word) > 1)


def _kept(word: str, names: Collection[str]) -> bool:
    """Whether a word bears its capital of its own: a proper name, also as `China’s`, an acronym, `US–China`."""
    bare = word.strip("“”‘’\"'()[],;:.?!")
    own = re.search(r"\d|\w[^\W_]*[A-Z]|[A-Z]\.[A-Z]", bare)
    return bool(own) or bare == "I" or any(part in names for part in re.findall(r"\w+", bare))


def in_title_case(title: str) -> bool:
    """Whether every word that is not small has a capital, and there is more than one such word."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'–-]*", title) if word.lower() not in SMALL]
    return len(words) > 2 and all(word[0].isupper() for word in words)


def spoken_title(title: str, names: Collection[str] = ()) -> str:
    """A title in APA's sentence case (section 6.17): capitals for the first word, the first after a colon, and names.

    Words are lowered only in a title whose every word is capitalized; in any other a capital means a name already.
    """
    words = title.split(" ")
    if in_title_case(title):
        words = [word if _kept(word, names) else word.lower() for word in words]
    opening = True
    for place, word in enumerate(words):
        if opening and word:
            first = re.search(r"\w", word)
            if first:
                words[place] = word[:first.start()] + word[first.start()].upper() + word[first.start() + 1:]
        opening = word.endswith((":", "?", "!")) or word == "—"
    return " ".join(words)


def bibtex(text: str) -> str:
    """`text` so that LaTeX prints it as it stands; letters of any script stay UTF-8."""
    return "".join(SPECIAL.get(letter, letter) for letter in text)


def bibtex_title(title: str, names: Collection[str] = ()) -> str:
    """A title whose proper names and acronyms are in braces, as styles may lower every other capital."""
    every = in_title_case(title)
    words = title.split(" ")
    shielded = []
    for place, word in enumerate(words):
        capital = bool(re.match(r"\W*[A-Z]", word))
        keeps = _kept(word, names) if every or not place else capital or _kept(word, names)
        opening, bare, closing = re.fullmatch(r"([“‘\"'(\[]*)(.*?)([”’\"')\],;:.?!]*)", word).groups()
        shielded.append(f"{bibtex(opening)}{{{bibtex(bare)}}}{bibtex(closing)}" if keeps and bare else bibtex(word))
    return " ".join(shielded)
