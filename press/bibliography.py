"""Labels of the bibliography by author and year, as the references in the text have them."""
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.labels import BaseLabelStyle


class AuthorYearLabels(BaseLabelStyle):
    """`Goldstein 1992`; entries of one author and year are told apart by a letter."""

    def format_labels(self, sorted_entries):
        seen = {}
        for entry in sorted_entries:
            people = entry.persons.get("author") or entry.persons.get("editor") or []
            name = " ".join(people[0].prelast_names + people[0].last_names) if people else entry.key
            label = f"{name}{' et al.' if len(people) > 2 else ''} {entry.fields.get('year', 'n.d.')}"
            seen[label] = seen.get(label, 0) + 1
            yield label + ("" if seen[label] == 1 else chr(ord("a") + seen[label] - 1))


class AuthorYearStyle(Plain):
    default_label_style = AuthorYearLabels


def setup(app):
    register_plugin("pybtex.style.formatting", "author-year", AuthorYearStyle)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
