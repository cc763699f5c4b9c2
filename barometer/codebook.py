"""Who coded, how far the coders agree, and which codes they used: tables, and sentences that follow the number of coders.

With one coder alone there is nothing to compare. What would be a chart or a table of agreement is then a sentence that
says so, and the text stays true.
"""
import numpy as np
import pandas as pd
from IPython.display import Markdown

from barometer import agreement, tables, verdict
from barometer.agreement import BLANK, Agreement
from barometer.exhibits import Column, Table, table
from barometer.readings import REPORT

FIELDS = {
    "track": "track", "initiator": "who acted", "target": "to whom", "cameo": "event code", "root": "its first two digits",
    "goldstein": "Goldstein value", "ladder": "ladder: level", "any ladder": "ladder: any level",
}
"""Fields of `agreement.FIELDS` in words."""
FIRM = 0.8
"""The alpha that is customarily asked for where firm conclusions are to be drawn (Krippendorff 2004, chapter 11)."""
ALONE = ("One coder alone has coded the record so far. How far coders who work apart would agree cannot be measured, and "
         "every reading rests on one reading of the codebook.")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def coders() -> tuple[str, ...]:
    """The letters of the coders, the report's own first."""
    found = set(tables.codings().coder)
    return (REPORT.coder, *sorted(found - {REPORT.coder}))


def outcome(found: list[Agreement]) -> str:
    """`alone` where nothing can be compared, `firm` where every interval lies above `FIRM`, otherwise `mixed`."""
    if not found:
        return "alone"
    return "firm" if min(field.low for field in found) > FIRM else "mixed"


def headline(found: list[Agreement]) -> str:
    """How far the coders agree, in one sentence without a full stop."""
    if not found:
        return ALONE.split(". ")[0]
    lowest, count = min(found, key=lambda field: field.alpha), NUMBERS[len(coders())]
    start = f"On every field the {count} coders, working apart, agree at a Krippendorff’s alpha of {lowest.alpha:.2f} or more"
    return verdict.say(outcome(found), firm=f"{start}; agreement is lowest on the {FIELDS[lowest.field]}",
                       mixed=f"The {count} coders agree least on the field “{FIELDS[lowest.field]}”, at an alpha of "
                             f"{lowest.alpha:.2f}, which is not firm")


def meaning(found: list[Agreement]) -> str:
    """What that is worth, in one sentence."""
    if who() != "language models":
        return f"The coding was done by {who()}; who each coder is stands in the table of coders."
    if not found:
        return "The coder is a language model: how people would read the rules is not known."
    return ("All coding was done by language models of one kind: agreement among them shows that the rules are clear, not that "
            "people would agree.")


def worth(found: list[Agreement]) -> Markdown:
    """What is to be held against the coding; inline MyST."""
    if not found:
        return Markdown("The coder is a language model, and people may read a rule otherwise. The rules were sharpened on cases "
                        "that this coder had met, so that they fit this record better than they would fit the next.")
    kin = ("All coders are language models of one kind, which have read the same books; people may read a rule otherwise."
           if who() == "language models" else "Language models of one kind are among the coders, and have read the same books.")
    return Markdown(
        f"Agreement of this kind is cheap in three ways. {kin} The rules were sharpened on cases that the first coder had met, so that they "
        "fit this record better than they would fit the next. And the project itself cut the acts into events, wrote their "
        "titles and chose the words that are quoted: a title that says “repeats its call” or “takes effect” has half coded "
        "the event. What agreement does show is that the rules leave little to taste. It does not show that they are right; the "
        "[codebook](codebook) says what is still open.")


def pairs(field: str = "cameo") -> dict[tuple[str, str], float]:
    """Alpha of one nominal field, pair by pair of coders."""
    given, names, found = agreement.values(field), coders(), {}
    for place, one in enumerate(names):
        for other in names[place + 1:]:
            both = given[[one, other]].dropna()
            levels = np.array(sorted(pd.unique(both.to_numpy().ravel())))
            counts = np.stack([(both == level).sum(axis=1) for level in levels], axis=1)
            found[one, other] = float(agreement.alpha(counts, agreement.FIELDS[field], levels)[0])
    return found


def process() -> Markdown:
    """How the coding went, coder by coder as `tables.coders` tells it; inline MyST."""
    known, (first, *later) = tables.coders().set_index("coder"), coders()
    told = [f"Coder {first} coded all {tables.events().event.nunique()} events first, with {known.saw[first]}. Where that coding "
            "had met two readings of a rule, the rule was sharpened, and eight of its rows were changed to follow the sharpened "
            "wording."]
    if not later:
        return Markdown(" ".join([*told, ALONE]))
    for saw, group in known.loc[later].groupby("saw", sort=False):
        names = verdict.listed(list(group.index))
        manners = "".join(f", {row.Index} {row.manner}" for row in group.itertuples() if isinstance(row.manner, str))
        told.append(f"{'Coders' if len(group) > 1 else 'Coder'} {names} coded every event from {saw}{manners}.")
    told.append(f"No row of {first} was touched after that: where coders differ, the data keep all answers.")
    return Markdown(" ".join(told))


def who() -> str:
    """The kinds of coders, in the plural."""
    kinds = {"language model": "language models", "person": "people"}
    return verdict.listed([kinds[kind] for kind in dict.fromkeys(tables.coders().set_index("coder").kind[list(coders())])])


def lesson(found: list[Agreement]) -> Markdown:
    """What the agreement shows; inline MyST. `found`: as `barometer.agreement.agreement`, here and below."""
    if not found:
        return Markdown("The chart of agreement will stand here once a second coder has coded the record.")
    fields = {field.field: field for field in found}
    codes = agreement.values("cameo")
    differ, far = codes[codes.nunique(axis=1) > 1], agreement.disputed()
    told = (f"All coders give the same event code to {fields['cameo'].same:.0f} percent of the events and the same level of "
            f"the ladder to {fields['ladder'].same:.0f} percent of those to which they give one. Of the {len(differ)} events with "
            f"more than one code, {len(far)} lie five points or more apart in Goldstein value; the alpha of values is "
            f"{fields['goldstein'].alpha:.2f}.")
    return Markdown(told + _alone_against(codes))


def _alone_against(given: pd.DataFrame) -> str:
    """What it means that the report's own coder differs from the others more than they from each other, where it does."""
    if len(given.columns) < 3:
        return ""
    close = pairs()
    others = [name for name in coders() if name != REPORT.coder]
    nearest = min(alpha for pair, alpha in close.items() if REPORT.coder not in pair)
    apart = [alpha for pair, alpha in close.items() if REPORT.coder in pair]
    agreeing = given[others].nunique(axis=1) == 1
    alone = (agreeing & given[REPORT.coder].ne(given[others[0]])).sum()
    requests = len(agreement.unasked(REPORT.coder))
    looked_up = (f" On {NUMBERS[requests] if requests < len(NUMBERS) else requests} of them the rule asks for an earlier request "
                 f"(0832 or 060), which {verdict.listed(others)} could not look up.") if requests else ""
    return verdict.say(
        "kin" if nearest > max(apart) else "apart",
        kin=f" Coders {verdict.listed(others)} are closer to each other (alpha {nearest:.2f} or more for the code) than to "
            f"coder {REPORT.coder} ({verdict.listed([f'{value:.2f}' for value in apart])}): on {alone} of those events coder "
            f"{REPORT.coder} stands alone.{looked_up} Coder {REPORT.coder} leads all the same, because it came first and "
            "nothing was to be changed once the others were known; {numref}`tab-choices` shows what the others would read.",
        apart=f" No two coders are closer to each other than to coder {REPORT.coder}.")


def agreed(found: list[Agreement]) -> Table | Markdown:
    """Agreement field by field, as a table; with one coder a sentence."""
    if not found:
        return Markdown(ALONE)
    frame = pd.DataFrame([{"field": FIELDS[field.field], "metric": field.metric, "alpha": field.alpha,
                           "interval": f"{field.low:.2f} to {field.high:.2f}", "same": field.same, "events": field.events}
                          for field in found])
    columns = {"field": Column("Field", width=2.6), "metric": Column("Metric", width=0.9),
               "alpha": Column("Alpha", "number", 0.7, 2), "interval": Column("95% interval", width=1.2),
               "same": Column("All the same, %", "number", 1, 1), "events": Column("Events", "number", 0.7)}
    return table(frame, columns, name="tab-agreement", title="How far the coders agree, field by field",
                 note="Alpha is 1 for perfect agreement and 0 for what chance would give. A blank code is a decision and "
                      "counts as a value; Goldstein value and level are compared where two coders give one. The interval "
                      "comes from events drawn again.", source="`data/codings.csv`")


def disputed() -> Table | Markdown:
    """Events on which coders differ by five points of Goldstein value or more, as a table; with one coder a sentence."""
    names = coders()
    if len(names) < 2:
        return Markdown("With one coder no event is disputed.")
    frame = agreement.disputed()
    columns = {"event": Column("Event", "event", 0.7), "title": Column("What happened", width=4.6),
               "date": Column("Date", "date", 1.2), **{name: Column(name, width=0.6) for name in names},
               "spread": Column("Points apart", "number", 0.8, 1)}
    return table(frame, columns, name="tab-disputed", title="Events on which coders differ by five points or more",
                 note=f"One column a coder, with the event code that it gave. {_half_blank()}",
                 source="`data/codings.csv`; what the codes mean: {numref}`tab-codes`")


def _half_blank() -> str:
    found = agreement.half_blank()
    named = verdict.listed([f"{{event}}`{event}`" for event in found.event[found.points == found.points.max()]])
    return (f"Not among them are {len(found)} events that one coder left blank and another did not, worth up to "
            f"{found.points.max():.0f} points where they count ({named} the most).") if len(found) else ""


def trials() -> Markdown:
    """How the rules were tried before the codings in the data were made; the trial codings are not kept there."""
    return Markdown(
        "Before the record was coded, the rules were tried twice by two coders who worked apart. An earlier wording was tried on 81 events: alpha "
        "was 0.88 for the event code and 0.76 for the target. Where the two had differed or asked, the wording was sharpened, "
        "and tried again on 436 rows, with alphas of 0.95 and 0.98. These trial codings are not in the data.")


def codes() -> Table:
    """Every event code that a coder gave, with its Goldstein value and how often each coder gave it."""
    rows, names = tables.codings(), coders()
    counts = rows.assign(cameo=rows.cameo.fillna(BLANK)).groupby(["cameo", "coder"]).size().unstack(fill_value=0)
    known = tables.cameo().set_index("cameo")
    frame = counts.reset_index().join(known, on="cameo").sort_values("cameo", ignore_index=True)
    frame["description"] = frame.description.fillna("no code: no addressee on the other side, or no act of its own")
    columns = {"cameo": Column("Code", width=0.7), "description": Column("What it stands for", width=4),
               "goldstein": Column("Goldstein value", "number", 1, 1),
               **{name: Column(name, "number", 0.5) for name in names}}
    return table(frame, columns, name="tab-codes", title="Event codes in use, with their Goldstein values",
                 note="The last columns count the events to which each coder gave the code.",
                 source="`data/codings.csv`, `data/cameo.csv`")
