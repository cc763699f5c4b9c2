"""Sentences that follow from results: when a result turns, its sentence turns, or the build stops.

Likelihood and confidence are those of Intelligence Community Directive 203 (January 2, 2015, section D.6.e.2.a), kept
apart: likelihood is how probable the statement is held to be, confidence how good its ground is.
"""
from dataclasses import dataclass

from barometer.hypotheses.result import Result

LIKELIHOODS = {"almost certainly not": (1, 5), "very unlikely": (5, 20), "unlikely": (20, 45),
               "roughly even chance": (45, 55), "likely": (55, 80), "very likely": (80, 95), "almost certain": (95, 99)}
"""Words and the percent they stand for."""
CONFIDENCES = ("low", "moderate", "high")
WIDE = 95
"""Percent of specifications that a result needs behind it to be called very likely."""
MOST = 80
"""Percent that one needs to be called likely although surrogates leave it open."""


class Overturned(Exception):
    """A sentence of the report no longer follows from the data."""


def must(holds: bool, sentence: str) -> None:
    """Stop the build where a sentence that stands in the text no longer holds. Raises `Overturned`, naming it."""
    if not holds:
        raise Overturned(f"the data no longer bear out: {sentence}")


def say(outcome: str, **sentences: str) -> str:
    """The sentence for an outcome. Raises `Overturned` where no sentence has been written for it."""
    if outcome not in sentences:
        raise Overturned(f"no sentence for the outcome {outcome!r}; there are {', '.join(sentences)}")
    return sentences[outcome]


@dataclass(frozen=True)
class Judgment:
    """A likelihood (a key of `LIKELIHOODS`) with a confidence (one of `CONFIDENCES`) and the ground for both."""

    likelihood: str
    confidence: str
    ground: str

    @property
    def percent(self) -> str:
        """The range of the likelihood."""
        return "{}–{} percent".format(*LIKELIHOODS[self.likelihood])


def judge(result: Result, agreeing: float, outside: int) -> Judgment:
    """How likely it is that two things move together, and on what ground, by fixed rules.

    `agreeing`: percent of specifications with an effect of the same sign; `outside`: how many measures made by others bear
    the result out. Likelihood: very likely where the result is found, no single summit turns it, and 95 percent of
    specifications agree; likely where it is found, or where its interval lies on one side and 80 percent agree; otherwise
    roughly even; below even where the effect is found on the other side. Confidence: low where one summit turns the result
    or it is not found, high where it survives without all summits and an outside measure bears it out, otherwise moderate.
    """
    single = [name for name in result.turned_by if not name.startswith("all")]
    if result.outcome == "below":
        likelihood = "very unlikely"
    elif result.outcome == "above" and not single and agreeing >= WIDE:
        likelihood = "very likely"
    elif result.outcome == "above" or (result.low > result.null and agreeing >= MOST):
        likelihood = "likely"
    else:
        likelihood = "roughly even chance"
    if result.outcome == "open" or single:
        confidence = "low"
    elif not result.turned_by and outside:
        confidence = "high"
    else:
        confidence = "moderate"
    ground = f"{surviving(result)} {agreeing:.0f} percent of specifications agree in sign; " + (
        f"{outside} measures made by others bear it out" if outside else "no measure made by others bears it out")
    return Judgment(likelihood, confidence, ground)


def surviving(result: Result) -> str:
    """One sentence on how a result fares without each summit and without all of them."""
    if not result.without:
        return ""
    single = [name for name in result.turned_by if not name.startswith("all")]
    every = any(name.startswith("all") for name in result.turned_by)
    if result.outcome == "open":
        return ("It is open with every summit in and stays open without any one of them." if not single else
                f"It is open, and would count as found without {_listed(single)}.")
    if single:
        return f"It does not survive leaving out {_listed(single)}."
    return ("It survives leaving out any one summit, but not leaving out all of them." if every else
            "It survives leaving out any one summit, and all of them together.")


def co_movement(result: Result) -> str:
    """T1 in one sentence, with effect and interval first."""
    what = {"level": "levels", "change": "three-month changes"}[result.name.split("-")[0]]
    numbers = f"{result.effect:+.2f} ({result.low:+.2f} to {result.high:+.2f}; {in_words(result.p)})"
    return say(
        result.outcome,
        above=f"In {what} the two readings move together: rank correlation {numbers}.",
        open=f"In {what} the test does not settle whether the two readings move together: rank correlation {numbers}.",
        below=f"In {what} the two readings move against each other, which is the opposite of the thesis: rank correlation "
              f"{numbers}.")


def outside_view(results: list[Result], adjusted: dict[str, float]) -> str:
    """T3 in one sentence: how many measures made by others cooperation moves with."""
    ours = [result for result in results if result.name.startswith("cooperation")]
    found = [result for result in ours if result.outcome == "above" and adjusted[result.name] < 0.05]
    if not found:
        best = max(ours, key=lambda result: result.effect)
        return (f"Against the measures of others the thesis fails to show: of {len(ours)} comparisons none is found; the "
                f"strongest is {best.label.removeprefix('cooperation and ')}, {best.effect:+.2f} ({best.low:+.2f} to "
                f"{best.high:+.2f}; {in_words(best.p)}).")
    return (f"Of {len(ours)} comparisons with the measures of others {len(found)} are found: "
            f"{_listed([result.label.removeprefix('cooperation and ') for result in found])}.")


def need(results: list[Result]) -> str:
    """T5 in one sentence: whether cooperation follows deaths or seizures."""
    harm = [result for result in results if not result.name.startswith("rivals")]
    found = [result for result in harm if result.outcome != "open"]
    if not found:
        return (f"Nothing shows that cooperation follows the harm: of {len(harm)} comparisons with deaths and seizures none "
                "is found in either direction.")
    with_need = [result.label for result in found if result.outcome == "above"]
    against = [result.label for result in found if result.outcome == "below"]
    parts = ([f"rises with the harm in {_listed(with_need)}"] if with_need else []) + (
        [f"falls with it in {_listed(against)}"] if against else [])
    return f"Cooperation {' and '.join(parts)}, of {len(harm)} comparisons."


def multiverse(level: float, change: float, specifications: int) -> str:
    """T8 in one sentence. `level` and `change`: percent of specifications with an effect above zero in the same month."""
    def share(value):
        return "every one" if value == 100 else "almost every one" if value >= 99 else f"{value:.0f} percent"
    strong = say("yes" if change >= WIDE else "no", yes="its sign in changes hardly depends on our choices",
                 no="even its sign in changes depends on our choices")
    return (f"Of {specifications:,} specifications {share(change)} shows the readings moving together in changes and "
            f"{share(level)} in levels: {strong}.")


def in_words(p: float) -> str:
    """A p-value as a reader needs it: three decimals where it is small, two where it is not."""
    return f"p = {p:.3f}" if p < 0.0995 else f"p = {p:.2f}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
