"""Passages: ids that never shift, exact words, voices apart."""
import shutil

import pytest

from barometer import seeds

LINES = {
    "S0": [*range(1, 28)],
    "S1": [3, 5, *range(10, 67, 2)],
    "S2": [*range(1, 44, 2)],
    "S3": [*range(3, 36, 2), *range(39, 56, 2), *range(59, 72, 2)],
    "S4": [*range(3, 15)],
}
"""Where each passage stands in its file, read off the files by eye: passage S1.03 is line 10 of seed 001."""


def test_a_passage_id_names_the_same_line_of_the_same_file_forever():
    passages = seeds.passages()
    found = {seed: list(group.line) for seed, group in passages.groupby("seed")}
    assert found == LINES


def test_numbers_run_without_a_gap_and_the_id_says_them():
    for passage, row in seeds.passages().iterrows():
        assert passage == f"{row.seed}.{row.number:02d}"
    for _, group in seeds.passages().groupby("seed"):
        assert list(group.number) == list(range(1, len(group) + 1))


def test_every_word_of_a_seed_is_in_a_passage_or_in_a_line_left_out_by_a_rule():
    for seed, path in seeds.seed_files().items():
        text = path.read_text(encoding="utf-8").replace("\u00a0", " ")
        kept = list(seeds.passages().query("seed == @seed").text)
        left_out = list(seeds.furniture().query("seed == @seed").text)
        assert sorted(text.split()) == sorted(" ".join(kept + left_out).split())


def test_no_rule_for_site_furniture_is_idle():
    used = set(zip(seeds.furniture().seed, seeds.furniture().rule))
    assert used == {(seed, why) for seed, rules in seeds.FURNITURE.items() for _, why in rules}


def test_the_opinion_writer_and_the_report_that_he_reprints_are_two_voices():
    passages = seeds.passages().query("seed == 'S1'")
    report = passages[passages.voice == "wall-street-journal"]
    assert report.iloc[0].matter == "headline"
    assert "By Brian Spegele and Charles Hutzler" in set(report.text)
    assert (passages.index[passages.voice == "hsieh"] < report.index[0]).all()
    assert "millions and millions" in seeds.text("S1.07") and passages.at["S1.07", "voice"] == "hsieh"


def test_an_unknown_passage_is_named():
    with pytest.raises(KeyError, match="S7.01"):
        seeds.text("S7.01")


def test_a_seed_altered_by_one_letter_is_refused_by_name(tmp_path):
    folder = shutil.copytree(seeds.FOLDER, tmp_path / "seeds")
    file = seeds.seed_files(folder)["S3"]
    file.write_text(file.read_text(encoding="utf-8").replace("fentanyl", "fentanil", 1), encoding="utf-8")
    with pytest.raises(seeds.AlteredSeed, match=file.name):
        seeds.passages(folder)


def test_a_missing_seed_is_refused_by_name(tmp_path):
    folder = shutil.copytree(seeds.FOLDER, tmp_path / "seeds")
    file = seeds.seed_files(folder)["S4"]
    file.unlink()
    with pytest.raises(seeds.AlteredSeed, match=f"{file.name}: the file is missing"):
        seeds.passages(folder)
