"""References to figures and tables by number, without reading a page again for each of them.

Sphinx reads the whole page that a figure stands on from disk for every reference to it, in every format. Pages do not
change any more when references are resolved, so each is read once here, which spares each format some seconds.
"""
from sphinx.domains.std import StandardDomain


class Read:
    """An environment as references by number need it: a page that was read is kept."""

    def __init__(self, env):
        self._env = env
        self._pages = {}

    def get_doctree(self, docname):
        if docname not in self._pages:
            self._pages[docname] = self._env.get_doctree(docname)
        return self._pages[docname]

    def __getattr__(self, name):
        return getattr(self._env, name)


class NumberedReferences(StandardDomain):
    """Sphinx's own domain of references, in its place."""

    _read = None

    def _resolve_numref_xref(self, env, *rest):
        if self._read is None:
            self._read = Read(env)
        return super()._resolve_numref_xref(self._read, *rest)


def setup(app):
    app.add_domain(NumberedReferences, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
