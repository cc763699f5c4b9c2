"""The findings of the tests in one sentence each, written by their results: effect and interval first, p-value second."""
import pandas as pd

from barometer.hypotheses.result import ALL, LEVEL, SEARCHED, UNEVEN, Result
from barometer.verdict import WIDE, either, in_words, listed, say, signed


def co_movement(result: Result) -> str:
    """T1 in one sentence, with effect and interval first."""
    what = {"level": "levels", "change": "three-month changes"}[result.name.split("-")[0]]
    numbers = f"{signed(result.effect)} ({signed(result.low)} to {signed(result.high)}; {in_words(result.p)})"
    return say(
        result.outcome,
        above=f"In {what} the two readings move together: rank correlation {numbers}.",
        open=f"In {what} the test does not settle whether the two readings move together: rank correlation {numbers}.",
        below=f"In {what} the two readings move against each other, which is the opposite of the thesis: rank correlation "
              f"{numbers}.")


def outside_view(results: list[Result], adjusted: dict[tuple[str, str], float], extremes: bool = True) -> str:
    """T3: how many measures made by others cooperation moves with, and with `extremes` the strongest for and against."""
    ours = [result for result in results if result.name.startswith("cooperation")]
    found = confirming(results, adjusted)

    def told(result):
        return f"{result.label.removeprefix('cooperation and ')}, {numbers(result)}"
    most, least = (pick(ours, key=lambda result: result.effect) for pick in (max, min))
    strongest = f" Most favorable is {told(most)}; least favorable, {told(least)}."
    if not found:
        return (f"Measures made by others do not confirm the thesis: of {len(ours)} comparisons none is found in its favor."
                + (strongest if extremes else ""))
    names = listed([result.label.removeprefix("cooperation and ") for result in found])
    return f"Of {len(ours)} comparisons with measures made by others {len(found)} are found: {names}." + (
        strongest if extremes else "")


def confirming(results: list[Result], adjusted: dict[tuple[str, str], float]) -> list[Result]:
    """The comparisons of T3 in which cooperation moves with a measure made by others, held to the false discovery rate."""
    return [result for result in results if result.name.startswith("cooperation") and result.outcome == "above"
            and adjusted[result.test, result.name] < LEVEL]


def need(results: list[Result]) -> str:
    """T5 in one sentence: whether cooperation follows deaths or seizures."""
    harm = [result for result in results if not result.name.startswith("rivals")]
    found = [result for result in harm if result.outcome != "open"]
    if not found:
        return (f"Nothing shows that cooperation follows the harm: of {len(harm)} comparisons with deaths and seizures none "
                "is found in either direction.")
    with_need = [result.label for result in found if result.outcome == "above"]
    against = [result.label for result in found if result.outcome == "below"]
    parts = ([f"rises with the harm in {listed(with_need)}"] if with_need else []) + (
        [f"falls with it in {listed(against)}"] if against else [])
    return f"Cooperation {' and '.join(parts)}, of {len(harm)} comparisons."


def multiverse(level: float, change: float, each: int) -> str:
    """T8 in one sentence. `level` and `change`: percent of the `each` specifications of either kind, against the climate of
    the same month, with an effect above zero."""
    def share(value):
        return "every one" if value == 100 else "almost every one" if value >= 99 else f"{value:.0f} percent"
    hardly = say("yes" if change >= WIDE else "no", yes="so the sign in changes hardly depends on our choices",
                 no="so even the sign in changes depends on our choices")
    return (f"Under {each:,} sets of choices the two readings of the same month were compared. In changes {share(change)} shows "
            f"them moving together, in levels {share(level)}; {hardly}.")


def leader(results: dict[str, Result], kind: str = "change") -> str:
    """T2 in one sentence: which of the two readings moves first."""
    lag, side = results[f"lag-{kind}"], results[f"asymmetry-{kind}"]
    best = f"{abs(lag.effect):.0f} months" if lag.effect else "no lag at all"
    span = f"interval {signed(lag.low, 0)} to {signed(lag.high, 0)} months"
    return say(
        side.outcome,
        open=f"Neither reading is seen to lead: the two agree best at {best} ({span}), and the months in which the climate is "
             f"ahead show no more agreement than those in which it is behind (difference {signed(side.effect)}; "
             f"{in_words(side.p)}).",
        above=f"The climate moves first: the two agree best at {best} ({span}; {in_words(side.p)}).",
        below=f"Cooperation moves first: the two agree best at {best} ({span}; {in_words(side.p)}).")


def share_after(result: Result, what: str, within: int) -> str:
    """T2 and T4: how often something follows within so many days, against any day. `what` starts the sentence."""
    scale = 1 if result.unit == "percent" else 100
    share, low, high, null = (f"{scale * value:.0f}" for value in (result.effect, result.low, result.high, result.null))
    start = f"{what} within {within} days in {share} percent of cases ({low} to {high})"
    return say(
        result.outcome,
        open=f"{start}, against {null} percent after any day ({in_words(result.p)}): no difference is seen.",
        above=f"{start}, more often than after any day ({null} percent; {in_words(result.p)}).",
        below=f"{start}, less often than after any day ({null} percent; {in_words(result.p)}).")


def controls_in_climate(result: Result) -> str:
    """T4: whether China's controls come when the climate is good."""
    told = f"mean percentile {result.effect:.0f} ({result.low:.0f} to {result.high:.0f}; {in_words(result.p)})"
    return say(
        result.outcome,
        open=f"The climate on the days of {result.n} controls cannot be told from that of other days: {told}.",
        above=f"The climate on the days of {result.n} controls is better than on others: {told}.",
        below=f"The climate on the days of {result.n} controls is worse than on others: {told}.")


def price(standing: Result) -> str:
    """T6 in one or two sentences: whether steps fall where a price stood, and what that hangs on."""
    told = (f"Of all steps {100 * standing.effect:.0f} percent ({100 * standing.low:.0f} to {100 * standing.high:.0f}) fall on days "
            f"when a price was on the table or a bargain stood, against {100 * standing.null:.0f} percent of days "
            f"({in_words(standing.p)})")
    near = standing.p < LEVEL and standing.effect > standing.null
    return say(
        "hair" if standing.outcome == "open" and near else standing.outcome,
        hair=f"{told}. Its interval reaches down to the chance value, so this report’s rule leaves it open, by a hair.",
        open=f"{told}, which chance can give.",
        above=f"{told}: more than chance gives.",
        below=f"{told}: less than chance gives.")


def held_out(rule: Result, best: Result) -> str:
    """T7 in one sentence: what the rule was worth on months that it had not seen, and which rival did best."""
    how = say(rule.outcome, open="no better", above="better", below="worse")
    rival = best.label.split(":")[0].removesuffix(" or none")
    return (f"On {rule.n} months that it had not seen, the rule taken from the source texts forecasts {how} than the base rate: "
            f"skill {signed(rule.effect)} ({signed(rule.low)} to {signed(rule.high)}), where 0 is the base rate and 1 perfect. The "
            f"best rival rule, {rival}, reaches {signed(best.effect)} ({signed(best.low)} to {signed(best.high)}; "
            f"{in_words(best.p)}).")


def many(results: list[Result], adjusted: dict[tuple[str, str], float]) -> str:
    """How many of all p-values are small, against how many chance alone would leave small."""
    chances = [result.p for result in results if result.p == result.p]
    small = sum(p < 0.05 for p in chances)
    left = sum(p < 0.05 for p in adjusted.values())
    after = "after correction for the number of tests (false discovery rate)"
    rest = say("none" if not left else "some", none=f"{after}, none remains", some=f"{after}, {left} remain")
    return (f"Of the {len(chances)} p-values of this chapter, {small} lie below 0.05, where chance alone would leave about "
            f"{0.05 * len(chances):.0f}; {rest}.")


def numbers(result: Result, digits: int = 2, scale: float = 1) -> str:
    """Effect, interval and p-value as they stand in a sentence."""
    low, effect, high = (signed(scale * value, digits) for value in (result.low, result.effect, result.high))
    chance = f"; {in_words(result.p)}" if result.p == result.p else ""
    return f"{effect} ({low} to {high}{chance})"


def overall(change: Result, level: Result, outside: int, rule: Result) -> str:
    """The verdict on the thesis in one sentence.

    Strong: found in change and level, also without all summits, and borne out by a measure made by others. Weak: found in
    change and turned by no single summit. Carried: found in change, but turned by one. Failed: not found in change.
    `outside`: how many such measures cooperation moves with; `rule`: the forecast of T7.
    """
    if change.outcome != "above":
        outcome = "failed"
    elif change.carried_by:
        outcome = "carried"
    else:
        outcome = "strong" if not change.turned_by and level.outcome == "above" and outside else "weak"
    limits = [words for words, lacks in (
        ("the presidents’ meetings carry much of the link", ALL in change.turned_by),
        ("it is lost without the acts that a search added to the record", SEARCHED in change.turned_by),
        ("it is lost where the climate is read from contacts, diplomacy and tariffs alone", UNEVEN in change.turned_by),
        ("in levels the test is open", level.outcome != "above"),
        ("no measure made by others confirms it", not outside),
        ("no forecast from it is shown to beat the base rate", rule.outcome != "above")) if lacks]
    return say(
        outcome,
        strong="The thesis holds: cooperation on drugs moves with the climate, in changes and in levels, with and without the "
               "summits, and measures made by others agree.",
        weak="The thesis holds in a weak form: cooperation on drugs moves with the climate from season to season."
             + (f" Its limits: {'; '.join(limits)}." if limits else ""),
        carried="The thesis rests on too little: that cooperation moves with the climate depends on "
                f"{listed(list(change.carried_by))}.",
        failed="The thesis fails its main test: cooperation on drugs is not seen to move with the climate from season to "
               "season.")


def other_coders(results: dict[str, Result]) -> str:
    """T1 under the codings of others, by coder: whether the result on changes is found there, and what turns it."""
    if not results:
        return "No other coder has coded the record, so that nobody can say what another coding would give."
    told = [f"{signed(result.effect)} (coder {coder}, {in_words(result.p)})" for coder, result in results.items()]
    found = [coder for coder, result in results.items() if result.outcome == "above"]
    turned = sorted({name for coder in found for name in results[coder].carried_by})
    first = f"By the codings of the others the correlation of changes is {listed(told)}"
    if not found:
        return f"{first}, and not found."
    weak = f", but not without {either(turned)}" if turned else ", also without any one summit"
    return f"{first}: found{'' if len(found) == len(results) else ' by ' + listed(found)}{weak}."


def coders_differ(by_choice: pd.DataFrame) -> str:
    """T8: whether it matters whose codings count. `by_choice`: as `hypotheses.every_choice.by_choice`."""
    rows = by_choice[by_choice.dimension == "coder"]
    if rows.empty:
        return "All rest on the codings of one coder."
    numbers = f"medians {listed([signed(value) for value in rows['median']])}"
    return (f"Whose codings count makes little difference ({numbers})." if rows.moved.iloc[0] < 5 else
            f"It matters whose codings count ({numbers}).")
