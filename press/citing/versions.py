"""`{versions}`: every version of the book, its day, how to cite it, and how to get it back.

The directive takes no argument. It reads the headings of CHANGELOG.md, such as `## 0.2.0 (22 November 2026)`, newest first,
and cites each version as `records` cites the present one. A heading of that level in another form is a warning.
"""
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from press import citing, exhibits
from press.citing import records

logger = logging.getLogger(__name__)

CHANGELOG, CITATION = "CHANGELOG.md", "CITATION.cff"
HEADING = re.compile(r"^## +(?P<version>\d[\w.+-]*) +\((?P<day>\d{1,2} [A-Z][a-z]+ \d{4})\) *$")


@dataclass(frozen=True)
class Version:
    number: str
    date: str
    """ISO."""


def versions(text: str) -> list[Version]:
    """The versions that a changelog names, in its order. Raises `ValueError` with the first heading it cannot read."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not re.match(r"## ", line):
            continue
        heading = HEADING.match(line)
        try:
            day = datetime.strptime(heading["day"], "%d %B %Y") if heading else None
        except ValueError:
            day = None
        if day is None:
            raise ValueError(f"{CHANGELOG}, line {number}: {line!r} is not like '## 0.2.0 (22 November 2026)'")
        found.append(Version(heading["version"], f"{day:%Y-%m-%d}"))
    return found


class cited(nodes.General, nodes.Element):
    """The reference to an earlier `version` of the book, released on `date`."""


class Versions(SphinxDirective):
    def run(self):
        path = Path(self.env.srcdir) / CHANGELOG
        self.env.note_dependency(str(path))
        try:
            found = versions(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            logger.warning("versions: %s", fault, location=self.get_location())
            return []
        listed = nodes.definition_list(classes=["versions"])
        for version in found:
            target = records.slug(f"version {version.number}")
            term = nodes.term("", f"Version {version.number}, {citing.spoken(version.date)}", ids=[target])
            listed += nodes.definition_list_item(
                "", term, nodes.definition("", cited(version=version.number, date=version.date)))
        return [listed, *self.way_back(found[1:])]

    def way_back(self, earlier: list[Version]) -> list[nodes.Node]:
        """How to get an earlier version: there are no tags, but the line in CITATION.cff says which commit numbered it."""
        if not earlier:
            return []
        ask = f"git log --oneline -G'^version: {re.escape(earlier[0].number)}$' -- {CITATION}"
        return [
            nodes.paragraph(
                "", "", nodes.Text("To get an earlier version back, ask a full clone of the repository, one that is not "
                                   "shallow, when its number came into "), nodes.literal("", CITATION),
                nodes.Text(f" and when it left. For version {earlier[0].number}:")),
            nodes.literal_block(ask, ask, language="none"),
            nodes.paragraph(
                "", "", nodes.Text("The older of the two commits gave the version its number: "),
                nodes.literal("", "git checkout <commit>"), nodes.Text(
                    " prints it as it was then, with the packages of the time, which "), nodes.literal("", "requirements.txt"),
                nodes.Text(" names. The newer one gave the next version its number; what lies between was made under the old "
                           "number on the way to the new. To cite a state in between, name its commit as well.")),
        ]


def record(config, version: str, date: str) -> records.Record:
    """The record of the book in an earlier version, under its present title."""
    whole = records.book(config)
    stem = whole.key.removesuffix(f"-{whole.year}")
    return replace(whole, version=version, date=date, key=f"{stem}-{date[:4]}-{records.slug(version)}")


class WriteVersions(SphinxPostTransform):
    default_priority = 5

    def run(self, **kwargs):
        for node in list(self.document.findall(cited)):
            found = record(self.config, node["version"], node["date"])
            if self.app.builder.name in exhibits.WEB:
                node.replace_self(citing.web(html=citing.copied(
                    "p", found.apa_html(), f"the reference to version {node['version']}")))
            else:
                node.replace_self(nodes.paragraph("", "", *citing.inline(found)))


def setup(app):
    app.add_node(cited)
    app.add_directive("versions", Versions)
    app.add_post_transform(WriteVersions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
