"""Sentences that follow from results: when a result turns, its sentence turns, or the build stops."""


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
