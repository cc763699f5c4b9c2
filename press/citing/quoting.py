"""How to cite a passage of the source texts, and a visible link on each.

A page that sets passages (anchors `passage-…`) gets the references to the works they come from in its last section, each with
a passage as the example; a script puts *Cite* beside every passage, which copies the reference with that passage's number,
and the records of all its passages stand in one file of each format. On screens a passage's number is a link to itself.

A passage is cited as a part of a text printed again (APA, sections 8.15 and 10.3): by the author and title of the original,
in this report, with the passage's number where pages would stand and the year of the original at the end. A text that a
machine has altered says so in brackets after its title. Names are given as the bylines have them and not inverted: the
bylines do not say which part is the family name.
"""
import re
from dataclasses import replace
from functools import cache

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press import citing, exhibits
from press.citing import records, recordtext
from press.citing.recordtext import Author
from press.evidence.citations import anchor

ALTERED = {"paraphrased": "text paraphrased by a machine",
           "back-translated": "text translated into another language and back"}
"""Wordings, as `data/seeds.csv` calls them, that are not the author's."""


@cache
def _works() -> list[dict]:
    """The works that passages come from, in order: `passages`, `title`, `authors`, `original`, `description`, `names`."""
    from barometer import seeds, tables

    texts = tables.read("seeds")
    texts = (texts if texts.index.name == "seed" else texts.set_index("seed")).to_dict("index")
    names = tables.read("actors")
    names = (names if names.index.name == "actor" else names.set_index("actor"))["name"].to_dict()
    found = []
    for (seed, voice), group in seeds.passages().groupby(["seed", "voice"], sort=False):
        text = texts[seed]
        own = [work["seed"] for work in found].count(seed)
        headlines = list(group.text[group.matter == "headline"])
        found.append({
            "seed": seed,
            "passages": list(group.index),
            "title": (headlines or [written(text["headline"])])[0],
            "authors": bylined(written(text["author"]), own) or (names.get(voice, voice),),
            "original": dated(text),
            "description": ALTERED.get(text["wording"], ""),
            "kind": written(text["wording"]),
            "names": recordtext.names_in(" ".join(group.text[group.matter != "headline"])),
        })
    return found


def written(value) -> str:
    return value if isinstance(value, str) else ""


def bylined(author: str, place: int) -> tuple[str, ...]:
    """The names in a seed's `author` for its first, second, … voice; none where the byline was not seen."""
    parts = author.split(";")
    part = re.sub(r"^reprinted report by ", "", parts[min(place, len(parts) - 1)].strip())
    return () if not part or "not seen" in part else tuple(re.split(r",? and |, ", part))


def dated(text: dict) -> str:
    """The ISO day of the original; its year where the day is told in words only."""
    day = text.get("published")
    if day == day and day:  # neither missing nor empty
        return str(day)[:10]
    told = re.search(r"\b(?:19|20)\d\d\b", written(text.get("wording_note")))
    return told.group() if told else ""


def record(page: records.Record, work: dict, passage: str) -> records.Record:
    """The record of one passage of `work` on the page that `page` stands for."""
    return replace(
        page, kind="passage", key=f"{page.key}-{anchor('passage', passage)}",
        title=work["title"] or f"[{work['kind'].capitalize()}, headline not seen]", number=passage,
        authors=tuple(Author(name) for name in work["authors"]), editors=page.editors or page.authors,
        chapter=page.number, page=page.title, anchor=anchor("passage", passage), original=work["original"],
        description=work["description"], abstract="", keywords=(), names=page.names | work["names"],
        note="; ".join(filter(None, [
            work["description"], work["original"] and f"Original work published {work['original'][:4]}"])),
        url=f"{page.url}#{anchor('passage', passage)}" if page.url else "")


def set_here(env, docname: str) -> list[tuple[dict, list[str]]]:
    """The works of which a page sets passages, each with those passages."""
    here = {place for place, name in env.__dict__.get("press_anchors", {}).items()
            if name == docname and place.startswith("passage-")}
    if not here:
        return []
    found = [(work, [passage for passage in work["passages"] if anchor("passage", passage) in here]) for work in _works()]
    return [(work, passages) for work, passages in found if passages]


def passage_records(env, docname: str) -> list[records.Record]:
    page = records.chapter(env, env.config, docname)
    return [record(page, work, passage) for work, passages in set_here(env, docname) for passage in passages]


def advice(app, docname: str) -> list[nodes.Node]:
    """What the last section of a page says on its passages; asked for by `citing`."""
    env = app.env
    works = set_here(env, docname)
    if not works:
        return []
    page = records.chapter(env, env.config, docname)
    if app.builder.name not in exhibits.WEB:
        return [nodes.paragraph("", "A passage is cited as a part of its text, with its own number:", classes=["note"]),
                *(nodes.paragraph("", "", *citing.inline(record(page, work, passages[0])), classes=["note"])
                  for work, passages in works)]
    items = []
    for work, passages in works:
        members = " ".join(anchor("passage", passage) for passage in passages)
        shown = record(page, work, passages[0]).apa_html().replace(
            passages[0], f'<span class="passage-number">{passages[0]}</span>')
        items.append(f'<li class="work" data-passages="{members}">'
                     + citing.copied("p", shown, f"the reference to {passages[0]}") + "</li>")
    return [citing.web(html=(
        '<p class="page-offers-head">Cite a passage</p>\n'
        "<p>A passage is cited as a part of its text, with its own number:</p>\n"
        f'<ul class="works">{"".join(items)}</ul>\n'
        f'<p class="files">All passages, one record each: {citing.files(app, docname, bundle(page))}</p>\n'))]


def bundle(page: records.Record) -> records.Record:
    """What the files of all passages of a page are named after."""
    return replace(page, key=f"{page.key}-passages")


class LinkPassages(SphinxPostTransform):
    """A passage's number, in bold before its words, leads to the passage."""

    default_priority = 6
    formats = ("html",)

    def run(self, **kwargs):
        for paragraph in list(self.document.findall(nodes.paragraph)):
            places = [place for place in paragraph["ids"] if place.startswith("passage-")]
            number = next((child for child in paragraph.children if child.astext().strip()), None)
            if places and isinstance(number, nodes.strong) and anchor("passage", number.astext()) == places[0]:
                link = nodes.reference("", "", *number.children, refid=places[0], internal=True, classes=["self-link"])
                number.children = []
                number += link


def setup(app):
    app.connect("citation-advice", advice)
    app.add_post_transform(LinkPassages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
