"""The citation records of every page, figure and table as files among the web pages: `downloads/citations/<key>.bib` …

The passages of a page share one file of each format. All are written at the end of a build, whichever pages were, and those
of things that are no more are taken out.
"""
from pathlib import Path

from docutils import nodes

from press import citing, exhibits, stamp
from press.citing import abstracts, quoting, records


def collect(app, doctree):
    """Remember anchor, kind and title of each exhibit of a page."""
    found = []
    for node in doctree.findall(lambda node: isinstance(node, (nodes.figure, nodes.table))):
        title = next(iter(node.findall(lambda inner: isinstance(inner, (nodes.caption, nodes.title)))), None)
        if exhibits.is_exhibit(node) and node["ids"] and title is not None:
            kind = "figure" if isinstance(node, nodes.figure) else "table"
            found.append((node["ids"][0], kind, " ".join(abstracts.words(title).split())))
    app.env.__dict__.setdefault("press_exhibits", {})[app.env.docname] = found


def forget(app, env, docname):
    env.__dict__.get("press_exhibits", {}).pop(docname, None)


def merge(app, env, docnames, other):
    found = other.__dict__.get("press_exhibits", {})
    env.__dict__.setdefault("press_exhibits", {}).update({name: found[name] for name in docnames if name in found})


def every(env) -> list[records.Record]:
    """The record of every page, each followed by those of its exhibits."""
    return [record for docname in sorted(env.all_docs)
            for record in (records.chapter(env, env.config, docname), *citing.exhibit_records(env, docname))]


def write(app, exception):
    if exception or app.builder.name not in exhibits.WEB:
        return
    folder = Path(app.outdir) / citing.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{record.key}.{ending}": getattr(record, method)()
             for record in every(app.env) for _, ending, method in citing.FORMATS}
    for docname in sorted(app.env.all_docs):
        if passages := quoting.passage_records(app.env, docname):
            key = quoting.bundle(records.chapter(app.env, app.config, docname)).key
            texts[f"{key}.bib"] = "\n".join(record.bibtex() for record in passages)
            texts[f"{key}.ris"] = "\r\n".join(record.ris() for record in passages)
            texts[f"{key}.json"] = records.csl_list(passages)
    for name, text in texts.items():
        stamp.write(folder / name, text)
    for path in folder.iterdir():
        if path.name not in texts:
            path.unlink()


def setup(app):
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", write, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
