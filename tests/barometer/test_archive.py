"""The archive shares results between processes and never hands out a stale or broken one."""
import json
from multiprocessing import get_context

import pytest

from barometer import analysis, archive, tables
from barometer.hypotheses.result import Result


def result(effect=0.4):
    inner = Result("T1", "x", "x", 0.1, "rank correlation", -0.2, 0.3, "x", float("nan"), "x", 9, "months")
    return Result("T1", "x", "x", effect, "rank correlation", 0.2, 0.6, "x", 0.01, "x", 10, "months", "the first", 0.0,
                  {"Busan 2025": inner})


def test_what_is_filed_comes_back_whole_and_is_not_computed_again(tmp_path):
    first = archive.kept("T1", lambda: [result()], tmp_path)
    again = archive.kept("T1", lambda: pytest.fail("computed twice"), tmp_path)
    assert repr(again) == repr(first)
    assert again[0].without["Busan 2025"].n == 9


def test_other_data_make_another_result(tmp_path, monkeypatch):
    archive.kept("T1", lambda: [result()], tmp_path)
    monkeypatch.setattr(tables, "digest", lambda folder=None: "other data")
    assert archive.kept("T1", lambda: [result(0.5)], tmp_path)[0].effect == 0.5


def test_a_file_that_was_cut_short_is_computed_again(tmp_path):
    archive.kept("T1", lambda: [result()], tmp_path)
    path = next(tmp_path.rglob("T1.json"))
    path.write_text(path.read_text()[:40])
    assert archive.kept("T1", lambda: [result(0.3)], tmp_path)[0].effect == 0.3
    assert json.loads(path.read_text())[0]["effect"] == 0.3


def test_a_computation_that_fails_leaves_nothing_behind_that_would_block_the_next(tmp_path):
    with pytest.raises(ZeroDivisionError):
        archive.kept("T1", lambda: [1 / 0], tmp_path)
    assert archive.kept("T1", lambda: [result()], tmp_path)[0].effect == 0.4


def slowly(folder):
    import time

    def compute():
        with open(f"{folder}/computed", "a") as file:
            file.write("x")
        time.sleep(0.5)
        return [result()]

    return archive.kept("T1", compute, folder)[0].effect


def test_two_processes_compute_once(tmp_path):
    with get_context("fork").Pool(2) as pool:
        assert pool.map(slowly, [tmp_path, tmp_path]) == [0.4, 0.4]
    assert (tmp_path / "computed").read_text() == "x"


def test_every_test_of_the_report_has_results_with_names_of_their_own():
    for test in analysis.TESTS:
        found = analysis.results(test)
        assert found and all(one.test == test for one in found.values())
        assert len(found) == len(archive.kept(test, list))
