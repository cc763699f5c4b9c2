"""Figures and images."""

from pathlib import Path

from docutils import nodes

from press import contents

from .markup import call, content, escape, string
from .pictures import needs_full_width, place_image
from .writing import Writing

WIDE_CLASSES = {"wide", "full-width"}


class Exhibits(Writing):
    """What is looked at."""

    def _image_file(self, node) -> tuple[str, float | None] | None:
        """Return name and natural width of the copied image, or None with a warning."""
        # A leading slash means the book's folder to Sphinx.
        source = Path(self.builder.srcdir, node["uri"].lstrip("/"))
        try:
            return place_image(source, self.builder.image_folder)
        except FileNotFoundError:
            self.warn("no image file %s", node["uri"], node=node, subtype="image")
            return None

    def visit_image(self, node):
        placed = self._image_file(node)
        if placed is None:
            raise nodes.SkipNode
        name, width = placed
        decorative = "decorative" in node.get("classes", ())
        if not node.get("alt") and not decorative:
            self.warn("image without alt text: %s", node["uri"], node=node, subtype="alt")
        path = string(f"{self.builder.image_folder.name}/{name}")
        alt = string(node["alt"]) if node.get("alt") else "none"
        if isinstance(node.parent, nodes.TextElement) and len(node.parent.children) > 1:
            self.write(self.anchors(node) + call("glyph-picture", path, alt=alt))
        else:
            # An SVG's pixel is 3/4 of a point, so that charts keep the size they have on the screen if there is room.
            picture = call("picture", path, alt=alt, width=f"{width * 0.75:.1f}pt" if width else "auto")
            if decorative:
                picture = f"#pdf.artifact[{picture}];"
            self.write(self.anchors(node) + picture + "\n\n")
        raise nodes.SkipNode

    def _is_wide(self, figure) -> bool:
        if WIDE_CLASSES & set(figure.get("classes", ())):
            return True
        if self.in_table:
            return False
        images = list(figure.findall(nodes.image))
        return any(needs_full_width((self._image_file(image) or ("", None))[1]) for image in images)

    def visit_figure(self, node):
        caption = None
        subtitle = None
        body = []
        notes = []
        for child in node.children:
            if isinstance(child, nodes.caption):
                caption = self.anchors(child) + self.written(*child.children)
            elif isinstance(child, nodes.legend):
                for line in child.children:
                    if "subtitle" in line.get("classes", ()):
                        subtitle = self.written(*line.children)
                    elif isinstance(line, nodes.paragraph):
                        notes.append(self.anchors(line) + self.written(*line.children))
                    else:
                        notes.append(self.written(line))
            else:
                body.append(child)
        number = contents.exhibit(self.env, self.docname, "figure", node["ids"])
        exhibit = call(
            "exhibit", content(self.written(*body)),
            number=content(escape(number)) if number else "none",
            title=content(caption),
            subtitle=content(subtitle),
            notes=content("\n\n".join(notes)) if notes else "none",
            wide="true" if self._is_wide(node) else "false",
            float="true" if self.may_float(node) else "false",
            mark=content(self.anchors(node)),
        )
        self.write(f"\n{exhibit}\n\n")
        raise nodes.SkipNode

    visit_legend = Writing.passed
    depart_legend = Writing.passed
