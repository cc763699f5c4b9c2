"""The source texts set out passage by passage, each paragraph under its number.

The output is Markdown (MyST) with one anchor a passage, so that every reference in the report can lead here.
"""
import re

from barometer import seeds


class Reprint:
    """Passages as Markdown, for notebook and book."""

    def __init__(self, passages):
        self.passages = passages

    def _repr_markdown_(self) -> str:
        return "\n\n".join(
            f"(passage-{passage.lower().replace('.', '-')})=\n**{passage}** {_as_markdown(row.text, row.matter)}"
            for passage, row in self.passages.iterrows())

    def __repr__(self) -> str:
        return f"passages {self.passages.index[0]} to {self.passages.index[-1]}"

    def __len__(self) -> int:
        return len(self.passages)


def _as_markdown(text: str, matter: str) -> str:
    """The exact wording, with every character that Markdown would read as markup made literal."""
    literal = re.sub(r"([\\`*_{}\[\]<>#$~|^])", r"\\\1", text)
    return f"*{literal}*" if matter in ("headline", "deck", "byline", "dateline") else literal


def reprint(seed: str, voice: str | None = None) -> Reprint:
    """The passages of one seed, or of one voice in it, with their anchors.

    Raises `KeyError` where there is no such seed or voice.
    """
    passages = seeds.passages()
    passages = passages[(passages.seed == seed) & ((passages.voice == voice) if voice else True)]
    if passages.empty:
        raise KeyError(f"no passages of {seed}" + (f" by {voice}" if voice else ""))
    return Reprint(passages)
