"""The dated record ready to be drawn: acts on drugs with their weight, meetings of the presidents, phases, waits."""
import pandas as pd

from barometer import tables
from barometer.events import STANDINGS, is_certain

CODER = "A"
"""The coder whose codings the report leads with; the others stand beside it where agreement is measured."""

TRACKS = ("narcotics", "bundled")
AT_HOME = ("060", "0832")
"""Codes of controls that a country adopts at home, asked for or not."""

WORDS = ("01", "11", "12")
"""Roots of the codes for statements, protests and refusals, as against measures."""

PHASES = (
    ("Cooperation by pledge", "pledge", "E463"),
    ("Estrangement", "estrangement", "E096"),
    ("Suspension", "suspension", "E222"),
    ("Resumption", "resumption", "E279"),
    ("The tariff as price", "tariff", "E332"),
    ("Busan and after", "Busan", "E396"),
)
"""Name, short name and first event of each phase; a phase ends where the next begins."""

TURNS = ("E005", "E075", "E084", "E096", "E114", "E142", "E209", "E222", "E255", "E273", "E279", "E281", "E290", "E306",
         "E317", "E332", "E372", "E396", "E408", "E430", "E437")
"""The turning points of the record, two to five a phase."""

STEPS = {"E014": "control of four substances", "E040": "control of two precursors", "E083": "class control announced",
         "E114": "sentences in a joint case", "E255": "working group to be explored",
         "E282": "notice to industry", "E370": "minister offers cooperation", "E408": "licenses for 13 precursors",
         "E467": "drug intelligence exchange", "E470": "arrests on US tips", "E476": "pledge of cooperation",
         "E495": "call of drug czar and minister"}
"""Steps that followed a meeting, in a few words."""

PRESIDENTS = r"^(?:Trump|Biden) and Xi |^Trump (?:pays a state visit|congratulates Xi)"
"""Titles of contacts between the two presidents: the field `leaders` also holds visits of others to either of them."""
PLACES = {"E008": "Mar-a-Lago", "E016": "Hamburg", "E030": "Beijing", "E077": "Buenos Aires", "E094": "Osaka",
          "E232": "Bali", "E280": "Woodside", "E321": "Lima", "E397": "Busan", "E447": "Beijing"}
AT_A_DISTANCE = r"telephone|video|\bcall\b"


def end() -> pd.Timestamp:
    """The day of the last event: what came after it, the record does not know."""
    return tables.events().date.max()


def acts(codings: pd.DataFrame | None = None, coder: str = CODER) -> pd.DataFrame:
    """Events coded as narcotics or as bundled with it, with their weight, in order of date.

    `codings`: as `tables.codings`, which it is by default. Columns of `tables.events` and: track, cameo, description
    (of the code), goldstein (−10 to +10; missing where the act is addressed to neither side), target, direction
    (cooperation, conflict, or neutral at a value of zero; missing with the value), certain (neither the event nor its
    day rests on memory or on a weak source).
    """
    coded = tables.codings() if codings is None else codings
    coded = coded[(coded.coder == coder) & coded.track.isin(TRACKS)][["event", "track", "cameo", "target"]]
    rows = tables.events().merge(coded, on="event").merge(tables.cameo(), on="cameo", how="left")
    direction = rows.goldstein.map(lambda value: "cooperation" if value > 0 else "conflict" if value < 0 else "neutral",
                                   na_action="ignore")
    return rows.assign(direction=direction, certain=is_certain(rows)).sort_values(["date", "event"], ignore_index=True)


def presidents() -> pd.DataFrame:
    """Meetings and calls of the two presidents, in order.

    Columns of `tables.events` and: kind (meeting, call), place (of a meeting), certain.
    """
    rows = tables.events()
    rows = rows[(rows.field == "leaders") & rows.title.str.contains(PRESIDENTS)]
    kind = rows.title.str.contains(AT_A_DISTANCE).map({True: "call", False: "meeting"})
    rows = rows.assign(kind=kind, place=rows.event.map(PLACES), certain=is_certain(rows))
    return rows.sort_values("date", ignore_index=True)


def phases() -> pd.DataFrame:
    """The phases in order. Columns: phase, short, opening (event), start, end (the start of the next, or the last day
    of the record)."""
    frame = pd.DataFrame(PHASES, columns=["phase", "short", "opening"])
    dates = tables.events().set_index("event").date
    start = frame.opening.map(dates)
    return frame.assign(start=start, end=start.shift(-1).fillna(end()))


def phase_of(dates: pd.Series) -> pd.Series:
    """The name of the phase in which each day lies; missing before the first."""
    frame = phases()
    return pd.cut(dates, [*frame.start, pd.Timestamp.max], right=False, labels=frame.phase).astype("str")


def composition(acts: pd.DataFrame) -> pd.DataFrame:
    """The phases with the acts that point anywhere: what kind of acts a phase is made of, not how busy it was.

    Columns of `phases` and: cooperation, conflict (counts), china (cooperative acts by China or both), share
    (cooperative acts in percent of both kinds).
    """
    known = acts[acts.certain].assign(phase=phase_of(acts.date))
    kinds = known.groupby(["phase", "direction"]).size().unstack(fill_value=0)
    china = known[(known.direction == "cooperation") & (known.initiator != "US")].groupby("phase").size()
    frame = phases().join(kinds[["cooperation", "conflict"]], on="phase").join(china.rename("china"), on="phase")
    return frame.assign(share=100 * frame.cooperation / (frame.cooperation + frame.conflict))


def turning_points() -> pd.DataFrame:
    """The turning points with what supports them.

    Columns: event, date, phase, title, initiator, standing, evidence (up to two public sources and one passage, the
    best supported first, as references in Markdown).
    """
    events, evidence = tables.events(), tables.evidence()
    rows = events[events.event.isin(TURNS)].sort_values("date", ignore_index=True)
    ranked = evidence.assign(rank=evidence.standing.map(STANDINGS.index)).sort_values(["event", "rank", "number"])
    best = [ranked[ranked[kind].notna()].drop_duplicates(["event", kind]).groupby("event").head(most).assign(
        reference=lambda found, kind=kind: "{" + kind + "}`" + found[kind] + "`")
        for kind, most in (("source", 2), ("passage", 1))]
    cited = pd.concat(best).groupby("event").reference.agg(", ".join)
    return rows.assign(phase=phase_of(rows.date), evidence=rows.event.map(cited))


def steps(acts: pd.DataFrame) -> pd.DataFrame:
    """Of `acts`, the cooperative ones on drugs by China or by both, whose day is known: what a meeting could bring."""
    wanted = acts.initiator.isin(["CN", "joint"]) & (acts.goldstein > 0) & (acts.track == "narcotics")
    return acts[wanted & acts.certain & (acts.date_precision == "day")]


def silences(acts: pd.DataFrame) -> pd.DataFrame:
    """Spans without contact: no cooperative act that takes two, the longest first.

    A control that one side adopts at home is cooperation but no contact, and breaks no silence; nor does an act that is
    not certain. Columns: start, end, days, after and before (the events that bound the span).
    """
    heard = acts[(acts.goldstein > 0) & acts.certain & ~acts.cameo.isin(AT_HOME)].drop_duplicates("date")
    spans = pd.DataFrame({"start": heard.date.shift(), "end": heard.date, "after": heard.event.shift(),
                          "before": heard.event}).dropna()
    return spans.assign(days=(spans.end - spans.start).dt.days).sort_values("days", ascending=False, ignore_index=True)


def next_step(days: pd.Series, steps: pd.DataFrame, *, same_day: bool = False) -> pd.DataFrame:
    """The first of `steps` after each day. The day itself does not count unless `same_day` says so: what a meeting
    declares is no step yet.

    Columns: day, event, date, title (of the step; missing where none follows), wait (days to the step), seen (days to
    the step or, where none follows, to the end of the record).
    """
    left = pd.DataFrame({"day": days.to_numpy()}).sort_values("day")
    right = steps[["event", "date", "title"]].sort_values(["date", "event"]).drop_duplicates("date")
    found = pd.merge_asof(left, right, left_on="day", right_on="date", direction="forward",
                          allow_exact_matches=same_day)
    wait = (found.date - found.day).dt.days
    return found.assign(wait=wait, seen=wait.fillna((end() - found.day).dt.days))


def blows(acts: pd.DataFrame) -> pd.DataFrame:
    """Days on which the United States acted against China over drugs, and how soon China answered in conflict.

    Columns of `next_step`, where the act found is China's first act of conflict on drugs or bundled with them from that
    day on, and measure_wait: days to the first that is more than words.
    """
    conflict = acts[(acts.goldstein < 0) & acts.certain & (acts.date_precision == "day")]
    struck = conflict[(conflict.initiator == "US") & (conflict.target == "CN")].drop_duplicates("date").date
    back = conflict[(conflict.initiator == "CN") & (conflict.target == "US")]
    measures = back[~back.cameo.str.startswith(WORDS)]
    return next_step(struck, back, same_day=True).assign(
        measure_wait=next_step(struck, measures, same_day=True).wait)


def after_meetings(steps: pd.DataFrame) -> pd.DataFrame:
    """What followed each meeting of the presidents: `next_step` with place and short (the step in a few words)."""
    contacts = presidents()
    meetings = contacts[contacts.kind == "meeting"]
    found = next_step(meetings.date, steps).assign(place=meetings.place.to_numpy())
    return found.assign(short=found.event.map(STEPS).fillna(found.title).fillna("none by the end of the record"))


def base_rate(steps: pd.DataFrame, within: int) -> float:
    """Share of all days since the wider record begins that were followed by a step within so many days (0 to 1).

    Days too close to the end of the record to be judged are left out.
    """
    last = end() - pd.Timedelta(days=within)
    every = pd.Series(pd.date_range(presidents().date.min(), last))
    return float((next_step(every, steps).wait <= within).mean())
