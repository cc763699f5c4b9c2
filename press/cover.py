"""The drawing on the cover of the PDF: the acts on drugs in order of time, as the chart of the record shows them."""
CODER, TRACKS = "A", ("narcotics", "bundled")


def stems() -> list[tuple[float, float]]:
    """Place in time (0 the first act, 1 the last) and Goldstein value of every act that has one other than zero."""
    from barometer import tables

    codings = tables.codings()
    coded = codings[(codings.coder == CODER) & codings.track.isin(TRACKS)]
    acts = tables.events().merge(coded[["event", "cameo"]], on="event").merge(tables.cameo(), on="cameo")
    acts = acts[acts.goldstein.fillna(0) != 0].sort_values(["date", "event"])
    days = (acts.date - acts.date.min()).dt.days
    return [(round(day / days.max(), 4), float(value)) for day, value in zip(days, acts.goldstein)]


def draw(app, env):
    """Only the PDF has a cover, and it is set after all pages are read: a fault in the data is named there first."""
    if app.builder.name == "typst" and not app.config.typst_stems:
        app.config.typst_stems = stems()


def setup(app):
    app.connect("env-updated", draw)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
