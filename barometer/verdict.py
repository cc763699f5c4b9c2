"""Sentences that follow from results: when a result turns, its sentence turns, or the build stops.

Likelihood and confidence are those of Intelligence Community Directive 203 (January 2, 2015, section D.6.e.2.a), kept
apart: likelihood is how probable the statement is held to be, confidence how good its ground is.
"""
from dataclasses import dataclass

from barometer.hypotheses.result import ALL, SEARCHED, UNEVEN, Result

LIKELIHOODS = {"almost no chance": (1, 5), "very unlikely": (5, 20), "unlikely": (20, 45),
               "roughly even chance": (45, 55), "likely": (55, 80), "very likely": (80, 95), "almost certain": (95, 99)}
"""Words and the percent they stand for."""
CONFIDENCES = ("low", "moderate", "high")
WIDE = 95
"""Percent of specifications that a result needs behind it to be called very likely."""
OTHER_SIDE = 0.9
"""Share of an interval on the other side of no effect from which an open result is called unlikely."""
FEW = 20
"""Cases below which nothing is likely and confidence is low, whatever the p-value."""


class Overturned(Exception):
    """A sentence of the report no longer follows from the data."""


def must(holds: bool, sentence: str) -> None:
    """Stop the build where a sentence that stands in the text no longer holds. Raises `Overturned`, naming it."""
    if not holds:
        raise Overturned(f"the data no longer bear out: {sentence} (revise the sentence and its check, or look again at the data)")


def say(outcome: str, **sentences: str) -> str:
    """The sentence for an outcome. Raises `Overturned` where no sentence has been written for it."""
    if outcome not in sentences:
        raise Overturned(f"no sentence for the outcome {outcome!r}; there are {', '.join(sentences)}")
    return sentences[outcome]


@dataclass(frozen=True)
class Judgment:
    """A likelihood (a key of `LIKELIHOODS`) with a confidence (one of `CONFIDENCES`)."""

    likelihood: str
    confidence: str

    @property
    def percent(self) -> str:
        """The range of the likelihood in percent."""
        return "{}–{}".format(*LIKELIHOODS[self.likelihood])


def word(share: float) -> str:
    """The likelihood word of ICD 203 for a share. Raises `ValueError` outside 0 to 1."""
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share")
    return next(name for name, (_, most) in LIKELIHOODS.items() if 100 * share < most or name == "almost certain")


def judge(result: Result, agreeing: float = 0, outside: int = 0) -> Judgment:
    """How likely a predicted connection is, and on what ground, by fixed rules.

    `agreeing`: percent of specifications whose effect lies on the predicted side (0 where there is no multiverse); `outside`:
    how many measures made by others bear the result out.

    Likelihood: very likely where the result is found on 20 cases or more, no single summit and neither the acts found by search
    nor those of uneven frames turn it and 95 percent agree; likely where it is found on 20 cases or more; unlikely where it is open and nine
    tenths of its interval lie on the other side; very unlikely where the opposite is found; otherwise a roughly even chance.
    Confidence: low where the result is open, one summit or the acts found by search turn it, or it rests on fewer than 20
    cases; high where it survives without all summits and an outside measure bears it out; otherwise moderate.
    """
    found, weak = result.outcome == "above", bool(result.carried_by or {SEARCHED, UNEVEN} & set(result.turned_by))
    if result.outcome == "below":
        likelihood = "very unlikely"
    elif found and result.n >= FEW:
        likelihood = "likely" if weak or agreeing < WIDE else "very likely"
    elif not found and result.null - result.low >= OTHER_SIDE * (result.high - result.low):
        likelihood = "unlikely"
    else:
        likelihood = "roughly even chance"
    if result.outcome == "open" or weak or result.n < FEW:
        confidence = "low"
    else:
        confidence = "high" if not result.turned_by and outside else "moderate"
    return Judgment(likelihood, confidence)


def surviving(result: Result) -> str:
    """One sentence on how a result fares without each summit, without all of them and without the acts found by search."""
    if not result.without:
        return ""
    single, rest = result.carried_by, [name for name in (ALL, SEARCHED, UNEVEN) if name in result.turned_by]
    turned = either([*single, *rest])
    if result.outcome == "open":
        return f"It is open, and would count as found without {turned}." if turned else (
            "It is open, whichever summit is left out.")
    if single:
        return f"It does not survive leaving out {turned}."
    if rest:
        return f"It survives leaving out any one summit, but not leaving out {turned}."
    return "It survives leaving out any one summit, and all summits together."


def in_words(p: float) -> str:
    """A p-value as a reader needs it: three decimals where it is small, two where it is not; kept on one line."""
    return f"p\u00a0=\u00a0{p:.3f}" if p < 0.0995 else f"p\u00a0=\u00a0{p:.2f}"


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, a true minus, and no sign where it rounds to zero."""
    text = f"{value:+.{digits}f}".replace("-", "−")
    return text[1:] if not float(text[1:]) else text


def listed(names: list[str]) -> str:
    """Names as a sentence lists them."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def either(names: list[str]) -> str:
    """Names of which each by itself is meant."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
