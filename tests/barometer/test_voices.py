"""Who speaks: every claim has one group, and no chart turns a summary into a quotation."""
import re

import pytest

from barometer import seeds, tables, voices


def test_every_speaker_has_exactly_one_group_and_every_group_speaks():
    listed = [speaker for speakers in voices.GROUPS.values() for speaker in speakers.split()]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(tables.claims().speaker)


def test_who_writes_a_seed_is_among_the_writers():
    writers = {voice for entries in seeds.VOICES.values() for voice, _ in entries}
    assert set(voices.GROUPS["The writers themselves"].split()) == writers


@pytest.mark.parametrize("camp", ["US", "CN"])
def test_a_group_with_a_camp_holds_speakers_of_that_side_alone(camp):
    side = tables.actors().set_index("actor").side
    for group in (group for group, of in voices.CAMPS.items() if of == camp):
        assert {side[speaker] for speaker in voices.GROUPS[group].split()} == {camp}, group


def test_no_claim_is_lost_between_the_table_and_the_count_by_seed():
    counts = voices.speakers()
    assert counts.claims.sum() == len(tables.claims()) == counts.drop_duplicates("group").total.sum()


def test_own_words_are_counted_only_where_no_machine_altered_them():
    rows = voices.claims()
    assert not rows[rows.wording == "quoted"].distorted.any()
    assert rows[rows.wording == "quoted"].quoted.all()


def test_an_accusation_is_set_against_the_side_of_its_subject():
    rows = voices.directed()
    assert set(rows[rows.subject == "china"].target) == {"China"}


def test_no_chinese_voice_accuses_china_and_only_hsieh_accuses_his_own_side():
    charges = voices.directed().query("stance == 'accuses'")
    assert set(charges[charges.camp == "CN"].target) == {"United States"}
    home = charges[(charges.target == "United States") & (charges.camp != "CN")]
    assert set(home.speaker) == {"hsieh"}


def test_families_doctors_and_patients_have_no_voice_in_any_passage():
    assert voices.mentions(r"\b(?:famil(?:y|ies)|parents?|doctors?|physicians?|patients?|treatment|rehabilitation)\b") == 0


def test_a_seed_without_a_day_is_dated_by_the_act_it_reports():
    months = voices.months()
    undated = set(tables.seeds().query("published.isna()").seed)
    assert set(voices.REPORTED) == undated
    assert list(months) == list(voices.ORDER) and all(re.fullmatch(r"[A-Z][a-z]{2} 20\d\d", m) for m in months.values())
