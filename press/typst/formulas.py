"""LaTeX formulas turned into Typst's, each one tried before it is used."""

import re

import typst
from sphinx.util import logging

logger = logging.getLogger(__name__)

# The converter parts the bars of |W| by spaces, which Typst would print.
_BARS = re.compile(r"\| ([^|]+?) \|")
# Names the converter takes over from LaTeX although Typst has others.
_FENCES = ((re.compile(r"\blVert (.+?) rVert\b"), r"norm(\1)"), (re.compile(r"\blvert (.+?) rvert\b"), r"abs(\1)"))


def _compiles(formulas: list[str]) -> bool:
    """Say whether Typst accepts all of these formulas."""
    page = "\n\n".join(f"$ {formula} $" for formula in formulas)
    try:
        typst.compile(page.encode(), ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True


def _converted(tex: str) -> str | None:
    import tex2typst  # only books with formulas need it

    try:
        formula = tex2typst.tex2typst(tex)
    except Exception as error:  # the converter names no class for its errors
        logger.warning("formula %r: %s", tex, str(error).partition("\n")[0], type="typst", subtype="math")
        return None
    for fence, name in _FENCES:
        formula = fence.sub(name, formula)
    return _BARS.sub(r"|\1|", formula)


def typst_formulas(sources: set[str]) -> dict[str, str | None]:
    """Return Typst's form of each LaTeX formula; None, with a warning, for one that cannot be set.

    All are tried at once; only when that fails are they tried one by one.
    """
    formulas = {tex: _converted(tex) for tex in sorted(sources)}
    good = [formula for formula in formulas.values() if formula is not None]
    if good and not _compiles(good):
        for tex, formula in formulas.items():
            if formula is not None and not _compiles([formula]):
                logger.warning("formula %r: Typst does not accept %r", tex, formula, type="typst", subtype="math")
                formulas[tex] = None
    return formulas
