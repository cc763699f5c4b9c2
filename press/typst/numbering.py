"""Numbers of sections and equations, as the HTML book prints them."""

from docutils import nodes


def section_number(env, docname: str, section: nodes.section, first: bool) -> str | None:
    """Return "3.1" or None. `first` says that the section is the page's own title, numbered under an empty key."""
    numbers = env.toc_secnumbers.get(docname, {})
    keys = [f"#{identifier}" for identifier in section["ids"]]
    if first:
        keys.append("")
    for key in keys:
        if numbers.get(key):
            return ".".join(map(str, numbers[key]))
    return None


def equation_number(env, docname: str, node: nodes.math_block) -> str | None:
    """Return "3.1" or "1" for a labeled equation, None for others."""
    if node.get("number") is None:
        return None
    if env.config.math_numfig and env.config.numfig:
        numbers = env.toc_fignumbers.get(docname, {}).get("displaymath", {})
        found = numbers.get(f"equation-{node.get('label')}")
        if found:
            return ".".join(map(str, found))
    return str(node["number"])
