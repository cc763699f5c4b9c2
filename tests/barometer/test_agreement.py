"""Agreement between coders: the published example, the definition, and what is shown with fewer coders."""
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from IPython.display import Markdown

from barometer import agreement, codebook, tables
from barometer.charts import coding

EXAMPLE = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]
"""Four observers and twelve units: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part C."""
PUBLISHED = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}


def example():
    """Values by unit, one column an observer; units with one value alone cannot be paired."""
    frame = pd.DataFrame([[np.nan if cell == "." else float(cell) for cell in row.split()] for row in EXAMPLE]).T
    return frame[frame.notna().sum(axis=1) >= 2]


def counted(frame):
    levels = np.unique(frame.stack().dropna())
    return np.stack([(frame == level).sum(axis=1).to_numpy() for level in levels], axis=1), levels


def by_definition(frame, metric):
    """Alpha from every pair of values, one by one."""
    units = [row.dropna().tolist() for _, row in frame.iterrows()]
    pool = [value for unit in units for value in unit]
    times = Counter(pool)

    def apart(a, b):
        if metric == "nominal":
            return float(a != b)
        if metric == "interval":
            return (a - b) ** 2
        low, high = sorted((a, b))
        between = sum(count for value, count in times.items() if low <= value <= high)
        return (between - (times[low] + times[high]) / 2) ** 2

    def pairs(values):
        return sum(apart(a, b) for i, a in enumerate(values) for j, b in enumerate(values) if i != j) / (len(values) - 1)

    return 1 - sum(pairs(unit) for unit in units) / pairs(pool)


@pytest.mark.parametrize("metric", PUBLISHED)
def test_alpha_is_that_of_the_published_example(metric):
    counts, levels = counted(example())
    assert agreement.alpha(counts, metric, levels)[0] == pytest.approx(PUBLISHED[metric], abs=0.0005)
    assert by_definition(example(), metric) == pytest.approx(PUBLISHED[metric], abs=0.0005)


@pytest.mark.parametrize("field", ["cameo", "goldstein", "ladder"])
def test_alpha_of_the_report_is_that_of_its_definition(field):
    values = agreement.values(field)
    if values.shape[1] < 2:
        pytest.skip("one coder alone has coded the record")
    values = values[values.notna().sum(axis=1) >= 2]
    numbered = values if field != "cameo" else values.apply(lambda column: column.map(
        {code: place for place, code in enumerate(sorted(values.stack().dropna().unique()))}))
    found = next(entry for entry in agreement.agreement() if entry.field == field)
    assert found.alpha == pytest.approx(by_definition(numbered.astype(float), agreement.FIELDS[field]), abs=1e-9)


def test_coders_who_agree_on_everything_have_an_alpha_of_one_and_those_who_guess_one_near_zero():
    random = np.random.default_rng(1)
    levels, same = np.arange(4), random.integers(4, size=2000)
    alike = np.eye(4)[same] * 2
    guessed = np.eye(4)[same] + np.eye(4)[random.integers(4, size=2000)]
    for metric in PUBLISHED:
        assert agreement.alpha(alike, metric, levels)[0] == 1
        assert abs(agreement.alpha(guessed, metric, levels)[0]) < 0.08


def test_the_order_and_the_names_of_coders_change_nothing():
    rows = tables.codings()
    names = sorted(rows.coder.unique())
    turned = rows.assign(coder=rows.coder.map(dict(zip(names, names[1:] + names[:1]))))[::-1]
    assert [entry.alpha for entry in agreement.agreement(rows)] == pytest.approx(
        [entry.alpha for entry in agreement.agreement(turned)])


def test_every_interval_holds_its_alpha_and_is_the_same_twice():
    first, second = agreement.agreement(), agreement.agreement()
    assert first == second
    assert all(entry.low <= entry.alpha <= entry.high for entry in first)


def test_disputed_events_are_those_whose_codes_lie_far_apart_in_value():
    value = tables.cameo().set_index("cameo").goldstein
    found = agreement.disputed()
    for row in found.to_dict("records"):
        given = [value[row[coder]] for coder in codebook.coders() if row[coder] != agreement.BLANK]
        assert max(given) - min(given) == pytest.approx(row["spread"]) and row["spread"] >= 5


def test_events_that_one_coder_left_blank_are_told_apart_from_the_disputed_ones():
    found, given = agreement.half_blank(), agreement.values("cameo")
    for row in found.itertuples():
        codes = set(given.loc[row.event])
        assert agreement.BLANK in codes and len(codes) > 1
    assert {"E448", "E502"} <= set(found.event) and not set(found.event) & set(agreement.disputed().event)


def test_a_control_that_turns_on_a_request_has_the_one_code_by_one_coder_and_the_other_by_all_others():
    for codes in agreement.unasked("A").to_dict("records"):
        assert codes.pop("A") == "0832" and set(codes.values()) == {"060"}


@pytest.fixture(params=["A", "AB", "ABC"])
def coders(request, monkeypatch):
    """The package as it is with these coders alone."""
    if not set(request.param) <= set(tables.codings().coder):
        pytest.skip(f"no codings by {request.param}")
    rows = tables.codings()[lambda rows: rows.coder.isin(list(request.param))]
    monkeypatch.setattr(tables, "codings", lambda: rows.copy())
    return request.param


def test_chart_tables_and_sentences_read_right_with_one_coder_or_three(coders):
    found = agreement.agreement()
    assert codebook.coders() == tuple(coders)
    shown = [coding.agreement(found, title=codebook.headline(found) + ".", source="a source"), codebook.agreed(found),
             codebook.disputed()]
    told = [codebook.process().data, codebook.lesson(found).data, codebook.worth(found).data, codebook.meaning(found)]
    if len(coders) == 1:
        assert found == [] and all(isinstance(exhibit, Markdown) for exhibit in shown)
        assert "One coder alone" in codebook.headline(found) and not any("coders agree" in text for text in told)
    else:
        assert not any(isinstance(exhibit, Markdown) for exhibit in shown)
        assert codebook.NUMBERS[len(coders)] in codebook.headline(found) and "coded every event from" in told[0]
    assert ("from the last event backward" in told[0]) == ("C" in coders)
    assert ("closer to each other" in told[1]) == (len(coders) > 2)


def test_a_fourth_coder_who_is_a_person_is_told_as_such_and_counted(monkeypatch):
    rows, known = tables.codings(), tables.coders()
    fourth = rows[rows.coder == "B"].assign(coder="D")
    fourth.loc[fourth.index[:30], "cameo"] = "010"
    row = {"coder": "D", "kind": "person", "saw": "the codebook and the printed record"}
    monkeypatch.setattr(tables, "codings", lambda: pd.concat([rows, fourth], ignore_index=True))
    monkeypatch.setattr(tables, "coders", lambda: pd.concat([known, pd.DataFrame([row])], ignore_index=True))
    found, told = agreement.agreement(), codebook.process().data
    assert codebook.who() == "language models and people" and "language models of one kind" not in codebook.meaning(found)
    assert "Coder D coded every event from the codebook and the printed record." in told
    assert "Coders B and C coded every event" in told and "Coders B, C and D are closer" in codebook.lesson(found).data
    given = agreement.values("cameo")
    alone = sum(len({row.B, row.C, row.D}) == 1 and row.A != row.B for row in given.itertuples())
    assert f"on {alone} of those events coder A stands alone" in codebook.lesson(found).data


def test_the_table_of_codes_counts_every_coding_once():
    frame = codebook.codes().frame
    for coder in codebook.coders():
        assert frame[coder].sum() == tables.events().event.nunique()
    assert frame.set_index("cameo").goldstein.drop(agreement.BLANK).notna().all()
