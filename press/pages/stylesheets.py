"""Reduces style sheets of the theme and of extensions to the rules that something in the book can match.

A theme brings styles for everything a site could hold; a book uses a tenth. After the pages are written, their elements,
classes and ids are collected, and every word of their scripts, which may add any of them; a rule stays if each part of
one of its selectors is among them. Rules inside `:not()` never count as missing. The book's own styles stay as written.

What is reduced is always the original, kept beside the environment, so an incremental build gives the same styles as a
whole one; the addresses in the pages bear a checksum of the result.
"""
import re
import shutil
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import tinycss2

from press import stamp
from press.exhibits import WEB

OWN = Path(__file__).parents[1] / "static"
REDUCED = "/* reduced to what the pages use */\n"
ICON_FONT = "font awesome"  # the templates draw their icons


@dataclass
class Vocabulary:
    """What selectors can match: elements, classes, ids and attributes of pages, and the words of scripts."""

    elements: set = field(default_factory=lambda: {"html", "body"})
    classes: set = field(default_factory=set)
    ids: set = field(default_factory=set)
    words: set = field(default_factory=set)

    def read_page(self, html: str):
        code = re.findall(r"<script(?![^>]*type=\"application)[^>]*>(.*?)</script>", html, re.S)
        self.read_script(" ".join(code))
        for tag, attributes in re.findall(r"<([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)", html):
            self.elements.add(tag.lower())
            for name, value in re.findall(r"([\w:-]+)=[\"']?([^\"'>]*)", attributes):
                self.words.add(name)
                if name == "class":
                    self.classes.update(value.split())
                elif name == "id":
                    self.ids.add(value)

    def read_script(self, code: str):
        self.words.update(re.findall(r"[A-Za-z_][\w-]*", code))


def divided(tokens) -> list[list]:
    """A list of selectors, one list of tokens each."""
    parts = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def matches(selector, known: Vocabulary) -> bool:
    """Whether some element of some page could match `selector`, a list of tokens."""
    before = None
    for token in selector:
        if token.type == "ident" and before == ".":
            if token.value not in known.classes and token.value not in known.words:
                return False
        elif token.type == "ident" and before != ":":
            if token.lower_value not in known.elements and token.lower_value not in known.words:
                return False
        elif token.type == "hash":
            if token.value not in known.ids and token.value not in known.words:
                return False
        elif token.type == "[] block":
            names = [part.value for part in token.content if part.type == "ident"]
            values = [part.value for part in token.content if part.type == "string"] + names[1:]
            if names[0] == "class":
                if values and not any(values[0].strip() in name for name in known.classes | known.words):
                    return False
            elif names[0] not in known.words:
                return False
        elif token.type == "function" and token.lower_name in ("is", "where", "has", "matches"):
            if not any(matches(part, known) for part in divided(token.arguments)):
                return False
        before = token.value if token.type == "literal" else None
    return True


def kept(rules, known: Vocabulary) -> str:
    """The rules that can match, as text."""
    text = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [part for part in divided(rule.prelude) if matches(part, known)]
            if selectors:
                head = ",".join(tinycss2.serialize(part).strip() for part in selectors)
                text.append(f"{head}{{{tinycss2.serialize(rule.content).strip()}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "container", "layer") and rule.content:
            inner = kept(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), known)
            if inner:
                text.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            if rule.lower_at_keyword != "font-face" or ICON_FONT not in tinycss2.serialize(rule.content).lower():
                text.append(tinycss2.serialize([rule]))
    return "\n".join(text)


def reduced(style: str, known: Vocabulary) -> str:
    """The style sheet without rules, variables and animations that nothing uses."""
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    text = kept(rules, known)
    for name in set(re.findall(r"@(?:-\w+-)?keyframes\s+([\w-]+)", text)):
        if not re.search(rf"animation[^;}}]*[\s:,]{re.escape(name)}\b", text):
            text = re.sub(rf"@(?:-\w+-)?keyframes\s+{re.escape(name)}\s*\{{(?:[^{{}}]*\{{[^{{}}]*\}})*[^{{}}]*\}}\n?", "", text)
    return REDUCED + text + "\n"


def original(file: Path, store: Path) -> str:
    """The style sheet as its package wrote it; Sphinx does not copy what it takes to be up to date."""
    text = file.read_text(encoding="utf-8")
    if text.startswith(REDUCED):
        return (store / file.name).read_text(encoding="utf-8")
    store.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, store / file.name)
    return text


def state(app, styles: dict[Path, str]) -> str:
    """Digest of what the reduced styles are made from: all pages and scripts, the styles as their packages wrote them, the
    press and the packages."""
    values = [app.config.press_fingerprint, app.config.nb_execution_cache_path,
              *(f"{file.name} {zlib.crc32(text.encode())}" for file, text in styles.items())]
    return stamp.digest_of_files({"values": values}, sorted(path for path in Path(app.outdir).rglob("*")
                                                            if path.suffix in (".html", ".js")))


def reduce(app, exception):
    """Reduce the styles of a finished build and say in its pages which version they are."""
    if exception or app.builder.name not in WEB:
        return
    store = Path(app.doctreedir) / "styles"
    static = Path(app.outdir) / "_static"
    styles = {file: original(file, store) for file in sorted(static.rglob("*.css"))
              if not (OWN / file.relative_to(static)).exists()}
    last = {file: store / "reduced" / file.name for file in styles}
    if stamp.holds(store / ".stamp", list(last.values()), state(app, styles)):
        for file, result in last.items():  # some are written by every build, as their packages wrote them
            shutil.copy2(result, file)
        return
    pages = {page: page.read_text(encoding="utf-8") for page in sorted(Path(app.outdir).rglob("*.html"))}
    named = set(re.findall(r"/?_static/([^\"?]+\.(?:css|js))", "".join(pages.values())))
    known = Vocabulary()
    for html in pages.values():
        known.read_page(html)
    for name in named:
        if name.endswith(".js") and (static / name).exists():
            known.read_script((static / name).read_text(encoding="utf-8"))
    versions = {}
    (store / "reduced").mkdir(parents=True, exist_ok=True)
    for file, whole in list(styles.items()):
        name = file.relative_to(static).as_posix()
        if name not in named:
            file.unlink()
            del styles[file]
            continue
        text = reduced(whole, known)
        file.write_text(text, encoding="utf-8")
        shutil.copy2(file, last[file])
        versions[name] = f"{zlib.crc32(text.encode()):08x}"
    for page, html in pages.items():
        new = re.sub(r"(_static/)([^\"?]+\.css)(\?v=\w+)?(?=\")",
                     lambda m: f"{m[1]}{m[2]}?v={versions[m[2]]}" if m[2] in versions else m[0], html)
        if new != html:
            page.write_text(new, encoding="utf-8")
    (store / ".stamp").write_text(state(app, styles))


def setup(app):
    # After stale pages are swept away, before the pages are published.
    app.connect("build-finished", reduce, priority=850)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
