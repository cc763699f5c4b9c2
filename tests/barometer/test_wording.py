"""What a reader would miss if the chapter on the sources went wrong."""
from barometer import events, seeds, tables, wording


def test_every_text_has_a_day_to_be_drawn_and_the_one_without_a_date_says_so():
    texts = wording.texts().set_index("seed")
    assert texts.day.notna().all() and texts.day.is_monotonic_increasing
    assert list(texts.index[~texts.day_known]) == ["S2"]
    assert texts.at["S2", "when"].startswith("week of ")


def test_no_chinese_publisher_writes_any_of_the_texts():
    side = tables.actors().set_index("actor").side
    writers = [slug for voices in seeds.VOICES.values() for slug, _ in voices]
    assert "CN" not in set(side[writers])


def test_each_claim_has_one_speaker_of_a_known_manner():
    claims = wording.speakers()
    assert list(claims.claim) == sorted(tables.claims().claim)
    assert set(claims.manner) == set(wording.MANNERS)


def test_an_official_who_is_not_named_counts_as_unnamed_and_a_spokeswoman_as_named():
    manner = wording.speakers().drop_duplicates("speaker").set_index("speaker").manner
    assert manner["senior-us-official-fp"] == manner["people-familiar"] == "unnamed people"
    assert manner["mao-ning"] == manner["felbab-brown"] == "named persons"
    assert manner["chinese-foreign-ministry"] == manner["peoples-daily"] == "institutions"


def test_the_commentator_counts_as_a_writer_only_in_his_own_text():
    claims = wording.speakers()
    assert set(claims[claims.speaker == "hsieh"].seed) == {"S1"}
    assert set(claims[claims.speaker == "hsieh"].manner) == {"the writers"}


def test_nothing_uncertain_is_drawn_as_looked_back_at():
    assert set(wording.horizon().event) <= set(events.certain().event)


def test_no_two_events_of_a_text_hide_one_another():
    for _, level in wording.horizon(spacing=70).groupby(["seed", "level"]):
        assert (level.date.diff().dropna().dt.days >= 70).all()


def test_no_text_mentions_an_event_in_the_silence():
    mentioned = wording.horizon()
    start, end = wording.silence(mentioned)
    assert not mentioned.date.between(start, end, inclusive="neither").any()
    assert {start, end} <= set(mentioned.date)


def test_the_sum_of_deaths_is_the_statistic_that_contradicts_the_millions():
    toll = tables.figures().set_index("figure").loc["F006"]
    through = int(toll.statistic_period[-4:])
    last = wording.deaths(through).iloc[-1]
    assert last.total == toll.statistic
    assert last.documented < last.total < last.all_drugs < toll.value


def test_unverified_years_add_to_the_total_but_not_to_what_is_documented():
    yearly = wording.deaths(2022)
    unverified = yearly[yearly.status == "unverified"].deaths.sum()
    assert unverified > 0 and yearly.iloc[-1].total - yearly.iloc[-1].documented == unverified


def test_the_table_of_doubtful_numbers_leaves_out_none_that_is_contradicted_or_close():
    rows = tables.figures()
    assert set(rows[rows.verdict.isin(["contradicted", "close"])].figure) <= set(wording.IN_DOUBT)


def test_an_alteration_is_given_an_original_only_where_one_was_read():
    rows = wording.altered()
    assert ((rows.original == "not found") == (rows.basis == "inferred")).all()


def test_both_sides_of_a_disagreement_name_their_passage():
    rows = wording.disagreements()
    assert rows.one.str.contains("{passage}", regex=False).all()
    assert rows.other.str.contains("{passage}", regex=False).all()


def test_deaths_that_numbers_of_the_texts_are_held_to_are_those_of_the_table_of_deaths():
    counted = tables.deaths_annual().set_index(["year", "cause"]).deaths
    held = tables.figures().query("statistic_unit == 'deaths'").set_index("figure")
    years = held.statistic_period.str.extract(r"^(\d{4})(?:-(\d{4}))?(?: \(final\))?$").astype(float)
    assert years[0].notna().all()
    for figure, first, last in years.fillna({1: years[0]}).itertuples():
        totals = {cause: sum(counted.get((year, cause), 0) for year in range(int(first), int(last) + 1))
                  for cause in ("all drugs", "synthetic opioids")}
        assert held.statistic[figure] in totals.values(), (figure, totals)
