"""Pages numbered by letters are written again only when a letter has changed.

sphinx-external-toc puts letters in the place of numbers after Sphinx has compared the numbers with those of the last
build: every lettered page would count as changed in every build, and PDF and EPUB with it. It also goes on counting where it
stopped, should a build number its pages twice: the first chapter would be the eleventh.
"""
from functools import wraps

from sphinx_external_toc.collectors import TocTreeCollectorWithStyles

number = TocTreeCollectorWithStyles.assign_section_numbers


@wraps(number)
def assign_section_numbers(collector, env) -> list[str]:
    """Number the sections; returns the documents whose numbers or letters differ from before."""
    before = env.toc_secnumbers
    for name in vars(collector):
        if name.endswith("_count"):  # of chapters, by the style of their numbers
            setattr(collector, name, 0)
    number(collector, env)
    return [docname for docname, numbers in env.toc_secnumbers.items() if before.get(docname) != numbers]


def setup(app):
    TocTreeCollectorWithStyles.assign_section_numbers = assign_section_numbers
    return {"parallel_read_safe": True, "parallel_write_safe": True}
