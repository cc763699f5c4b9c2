"""The navigation document: contents by part, chapter and section, and landmarks."""
from html import escape

from docutils import nodes

from press import citing, contents
from press.epub import cover, xhtml

PAGE = "contents.xhtml"
LEVELS = 1
"""Levels of headings below the title of a chapter that the contents list."""


def page(builder) -> str:
    """The navigation document of a book whose documents are `builder.places`, in reading order."""
    root = builder.config.root_doc
    entries = [_entry(builder, root, 0)]
    part, chapters = None, []

    def close():
        if part:
            entries.append(f"<li><span>{escape(part)}</span>\n<ol>\n{''.join(chapters)}</ol></li>\n")
        else:
            entries.extend(chapters)
        chapters.clear()

    for docname, place in builder.places.items():
        if docname == root or place.depth != 1:
            continue
        if place.part != part:
            close()
            part = place.part
        chapters.append(_entry(builder, docname, LEVELS))
    close()
    body = (f'<nav epub:type="toc" id="toc" role="doc-toc">\n<h1>Contents</h1>\n<ol>\n{"".join(entries)}</ol>\n</nav>\n'
            f'<nav epub:type="landmarks" id="landmarks" hidden="hidden">\n<h2>Landmarks</h2>\n<ol>\n{_landmarks(builder)}</ol>\n</nav>')
    return xhtml.page("Contents", body, "style.css", builder.language)


def _entry(builder, docname: str, levels: int) -> str:
    number = contents.number(builder.env, docname)
    title = " ".join(filter(None, (number, builder.env.titles[docname].astext())))
    below = _sections(builder, docname, builder.sections(docname), levels) + "".join(
        _entry(builder, child, levels) for child in builder.env.toctree_includes.get(docname, ())
        if builder.places[docname].depth and builder.places[child].depth > builder.places[docname].depth)
    inside = f"\n<ol>\n{below}</ol>" if below else ""
    return f'<li><a href="{builder.get_target_uri(docname)}">{escape(title)}</a>{inside}</li>\n'


def _sections(builder, docname: str, found: nodes.bullet_list | None, levels: int) -> str:
    if found is None or not levels:
        return ""
    lines = []
    for item in found.children:
        link = next(iter(item.findall(nodes.reference)), None)
        if link is None or link.get("anchorname") == f"#{citing.anchor(builder.env, docname)}":
            continue  # every chapter ends with how to cite it
        below = next((child for child in item.children if isinstance(child, nodes.bullet_list)), None)
        inside = _sections(builder, docname, below, levels - 1)
        anchor = link.get("anchorname", "")
        number = ".".join(map(str, link.get("secnumber") or ()))
        title = " ".join(filter(None, (number, link.astext())))
        lines.append(f'<li><a href="{builder.get_target_uri(docname)}{anchor}">{escape(title)}</a>'
                     + (f"\n<ol>\n{inside}</ol>" if inside else "") + "</li>\n")
    return "".join(lines)


def _landmarks(builder) -> str:
    first = next((name for name, place in builder.places.items() if place.depth), builder.config.root_doc)
    marks = [("cover", cover.PAGE, "Cover"), ("toc", PAGE, "Contents"),
             ("bodymatter", builder.get_target_uri(first), "Beginning")]
    after = next((name for name, place in builder.places.items() if place.depth and builder.kind(name) == "appendix"), None)
    if after and after != first:
        marks.append(("backmatter", builder.get_target_uri(after), builder.places[after].part or "Appendices"))
    return "".join(f'<li><a epub:type="{kind}" href="{address}">{escape(label)}</a></li>\n' for kind, address, label in marks)
