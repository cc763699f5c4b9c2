"""Series that keep the smoothness of a given one and have nothing to do with the other: what chance alone would show.

Fading readings are smooth, so that two of them that know nothing of each other often seem to move together; an ordinary
p-value of a rank correlation would count each month as new evidence. Every p-value of the report comes from surrogates.
"""
from functools import cache

import numpy as np
from scipy import stats

SEED = 20260831
"""Of every random draw of the analysis: the last day of the last month read."""
DRAWS = 1999
BLOCK = 12
"""Months in a block, twice the half-life: within it a reading depends on itself, beyond it little."""


def generator(*parts: int) -> np.random.Generator:
    """A generator of its own for each use, so that one more draw here changes no number there."""
    return np.random.default_rng([SEED, *parts])


def phase_randomized(series: np.ndarray, draws: int = DRAWS) -> np.ndarray:
    """Surrogates with the values of `series` and nearly its spectrum: shape (draws, months).

    Amplitude-adjusted Fourier transform (Theiler et al. 1992, Physica D 58, section 2.4): the phases of a Gaussian copy are
    drawn at random, and the values of the series put in the order that results.
    """
    random, n = generator(1), len(series)
    normal = stats.norm.ppf((stats.rankdata(series) - 0.5) / n)
    spectrum = np.fft.rfft(normal)
    phases = np.exp(2j * np.pi * random.random((draws, len(spectrum))))
    phases[:, 0] = 1
    if n % 2 == 0:
        phases[:, -1] = 1
    order = np.fft.irfft(np.abs(spectrum) * phases, n).argsort(axis=1)
    found = np.empty((draws, n))
    np.put_along_axis(found, order, np.sort(series)[None], axis=1)
    return found


@cache
def block_orders(n: int, draws: int = DRAWS, block: int = BLOCK) -> np.ndarray:
    """Orders of `n` months in which blocks of them change places: shape (draws, n).

    The months are closed to a ring, cut at a random place into blocks of nearly equal length, and the blocks shuffled.
    """
    random = generator(2)
    lengths = np.array([len(piece) for piece in np.array_split(np.arange(n), max(2, round(n / block)))])
    firsts = np.cumsum(lengths) - lengths
    shuffled = random.permuted(np.tile(np.arange(len(lengths)), (draws, 1)), axis=1).ravel()
    placed = np.cumsum(lengths[shuffled]) - lengths[shuffled]
    months = np.arange(draws * n) - np.repeat(placed - firsts[shuffled], lengths[shuffled])
    return (months.reshape(draws, n) + random.integers(n, size=(draws, 1))) % n


def block_permuted(series: np.ndarray, draws: int = DRAWS, block: int = BLOCK) -> np.ndarray:
    """Surrogates made of the blocks of `series` in other orders: shape (draws, months)."""
    return series[block_orders(len(series), draws, block)]


@cache
def block_draws(n: int, draws: int = DRAWS, block: int = BLOCK) -> np.ndarray:
    """Months drawn again in blocks that may wrap around (circular block bootstrap, Politis and Romano 1992): (draws, n)."""
    starts = generator(3).integers(n, size=(draws, -(-n // block)))
    return ((starts[:, :, None] + np.arange(block)) % n).reshape(draws, -1)[:, :n]


def p_value(observed: float, chance: np.ndarray) -> float:
    """Two-sided share of surrogates at least as far from zero as what was observed, which counts as one of them."""
    return float((1 + np.sum(np.abs(chance) >= abs(observed) - 1e-12)) / (len(chance) + 1))


def correlations(series: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Pearson's correlation of one series with each row of `others`; of ranks it is Spearman's."""
    def standard(values):
        centered = values - values.mean(axis=-1, keepdims=True)
        return centered / np.sqrt((centered ** 2).sum(axis=-1, keepdims=True))
    return standard(others) @ standard(series)
