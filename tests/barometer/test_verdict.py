"""When the data turn, the sentences turn, or the build stops."""
from dataclasses import replace

import pytest

from barometer import findings, readings, tables, verdict
from barometer.hypotheses import outside_view, readings_together
from barometer.hypotheses.result import ALL, Result
from barometer.verdict import Overturned


def result(effect=0.4, low=0.2, high=0.6, p=0.01, **others):
    return Result("T1", "change-x", "change, x", effect, "rank correlation", low, high, "x", p, "x", 100, "months", **others)


@pytest.fixture
def altered(monkeypatch):
    """A function that makes the analysis read other codings than those of the data package."""
    def alter(change):
        rows = change(tables.codings())
        monkeypatch.setattr(tables, "codings", lambda: rows.copy())
        readings._coded.cache_clear()
    yield alter
    readings._coded.cache_clear()


def test_the_sentence_on_changes_turns_when_cooperation_goes_the_other_way(altered):
    before = [findings.co_movement(found) for found in readings_together.together()]
    values = tables.cameo().set_index("cameo").goldstein

    def turned(rows):
        opposite = {code: (-values).sub(-values[code] * -1).abs().idxmin() for code in values.index}
        drugs = (rows.track == "narcotics") & rows.cameo.notna()
        return rows.assign(cameo=rows.cameo.mask(drugs, rows.cameo.map(opposite)))

    altered(turned)
    after = [findings.co_movement(found) for found in readings_together.together()]
    assert before[1].startswith("In three-month changes the two readings move together")
    assert "move against each other" in after[1] or "does not settle" in after[1]


def test_the_sentence_says_that_nothing_is_settled_when_codes_are_dealt_at_random(altered):
    def dealt(rows):
        drugs = rows[(rows.track == "narcotics") & (rows.coder == "A")]
        codes = rows.cameo.copy()
        codes[drugs.index] = drugs.cameo.sample(frac=1, random_state=4).to_numpy()
        return rows.assign(cameo=codes)

    altered(dealt)
    assert all("does not settle" in findings.co_movement(found) for found in readings_together.together())


def test_a_result_that_one_summit_carries_says_so_by_name():
    weak = result(0.1, -0.1, 0.3, 0.4)
    carried = replace(result(), without={"Woodside 2023": weak, "Busan 2025": result()})
    assert verdict.surviving(carried) == "It does not survive leaving out Woodside 2023."
    assert verdict.judge(carried, 100, 3).confidence == "low"


def test_a_result_that_all_summits_carry_together_says_so():
    carried = replace(result(), without={"Woodside 2023": result(), ALL: result(0.1, -0.1, 0.3, 0.4)})
    assert "not leaving out all summits" in verdict.surviving(carried)
    assert verdict.judge(carried, 100, 3).confidence == "moderate"


def test_a_result_that_is_lost_without_the_acts_found_by_search_says_so():
    carried = replace(result(), without={"Woodside 2023": result(), "the acts found by search": result(0.1, -0.1, 0.3, 0.4)})
    assert verdict.surviving(carried).endswith("but not leaving out the acts found by search.")
    assert verdict.judge(carried, 100, 3) == verdict.Judgment("likely", "low")


def test_what_other_codings_give_is_said_with_what_turns_them():
    turned = replace(result(), without={"Buenos Aires 2018": result(0.1, -0.1, 0.3, 0.4)})
    assert "not without Buenos Aires 2018" in findings.other_coders({"B": turned, "C": result()})
    assert "not found" in findings.other_coders({"B": result(0.1, -0.1, 0.3, 0.4)})
    assert findings.other_coders({}).startswith("No other coder")


def test_likelihood_needs_cases_and_specifications_and_confidence_the_world_outside():
    firm = replace(result(), without={"Woodside 2023": result(), ALL: result()})
    assert verdict.judge(firm, 99, 2) == verdict.Judgment("very likely", "high")
    assert verdict.judge(firm, 70, 0) == verdict.Judgment("likely", "moderate")
    assert verdict.judge(replace(firm, n=8), 99, 2) == verdict.Judgment("roughly even chance", "low")


def test_what_is_open_is_an_even_chance_unless_it_leans_to_the_other_side():
    assert verdict.judge(result(0.4, 0.1, 0.6, 0.11), 95).likelihood == "roughly even chance"
    assert verdict.judge(result(-0.01, -0.2, 0.2, 0.9)).likelihood == "roughly even chance"
    assert verdict.judge(result(-0.3, -0.6, 0.04, 0.1)).likelihood == "unlikely"
    assert verdict.judge(result(-0.4, -0.6, -0.2)).likelihood == "very unlikely"


def test_an_outside_measure_that_bears_the_thesis_out_is_named():
    results = outside_view.t3()
    ours = next(found for found in results if found.name.startswith("cooperation"))
    strong = [replace(found, effect=0.8, low=0.6, high=0.9, p=0.0005) if found is ours else found for found in results]
    sentence = findings.outside_view(strong, {(found.test, found.name): 0.01 for found in strong})
    assert ours.label.removeprefix("cooperation and ") in sentence and "do not confirm" not in sentence


def test_an_outcome_without_a_sentence_and_a_sentence_that_no_longer_holds_stop_the_build():
    with pytest.raises(Overturned, match="no sentence for the outcome 'below'"):
        verdict.say("below", above="x", open="y")
    with pytest.raises(Overturned, match="cooperation went on"):
        verdict.must(False, "cooperation went on")
