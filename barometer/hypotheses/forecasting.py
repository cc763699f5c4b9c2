"""Forecasts of a yes or no, and how they are scored: simple rules fitted on some months and tried on others."""
import numpy as np


def by_state(values: np.ndarray, happened: np.ndarray, trained: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """The share of trained months with a yes, by state: shape of `values` (series, months).

    A state is how many of the `edges` (edges, series) a value reaches. Shares are (yes + 1) / (months + 2), Laplace's rule of
    succession, so that nothing is held to be impossible or certain. `happened`, `trained`: boolean, one a month.
    """
    state = (values >= edges[..., None]).sum(axis=0)
    found = np.empty(values.shape)
    for number in range(len(edges) + 1):
        inside = (state == number) & trained
        share = ((inside & happened).sum(axis=1) + 1) / (inside.sum(axis=1) + 2)
        found = np.where(state == number, share[:, None], found)
    return found


def by_curve(values: np.ndarray, happened: np.ndarray, trained: np.ndarray, rounds: int = 12) -> np.ndarray:
    """Logistic regression on the trained months, for many series at once (Newton's method): shape of `values`."""
    fitted = values[:, trained]
    standard = (values - fitted.mean(axis=1, keepdims=True)) / fitted.std(axis=1, keepdims=True)
    design = np.stack([np.ones_like(standard), standard], axis=2)
    known, answer = design[:, trained], happened[trained]
    turned, slope = known.transpose(0, 2, 1), np.zeros((len(values), 2, 1))
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-known @ slope))
        slope += np.linalg.solve(turned @ (known * chance * (1 - chance)), turned @ (answer[None, :, None] - chance))
    return 1 / (1 + np.exp(-(design @ slope)[..., 0]))


def base_rate(happened: np.ndarray, trained: np.ndarray) -> float:
    """The share of trained months with a yes, by Laplace's rule."""
    return float((happened[trained].sum() + 1) / (trained.sum() + 2))


def brier(chances: np.ndarray | float, happened: np.ndarray) -> np.ndarray:
    """The squared error of each forecast (Brier 1950); its mean is the Brier score, 0 at best."""
    return (chances - happened) ** 2


def surprise(chances: np.ndarray | float, happened: np.ndarray) -> np.ndarray:
    """The logarithmic score of each forecast in bits, 0 at best."""
    return -np.log2(np.where(happened, chances, 1 - chances))


def skill(chances: np.ndarray, happened: np.ndarray, base: float) -> np.ndarray | float:
    """1 − Brier score / Brier score of the base rate, over the months of the last axis: 1 at best, 0 no better than it."""
    return 1 - brier(chances, happened).mean(axis=-1) / brier(base, happened).mean(axis=-1)
