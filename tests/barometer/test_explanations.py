"""The claims that explain cooperation: each once, each quoted as it may be."""
from barometer import explanations, tables, voices


def test_every_claim_has_one_explanation_and_every_leverage_claim_one_price():
    for lists in (explanations.CLAIMS, explanations.PRICES):
        claims = [claim for names in lists.values() for claim in names.split()]
        assert len(claims) == len(set(claims)) and set(claims) <= set(tables.claims().claim)
    priced = {claim for names in explanations.PRICES.values() for claim in names.split()}
    assert priced == set(explanations.CLAIMS["leverage"].split())
    assert set(explanations.CLAIMS) == set(explanations.READINGS)


def test_what_is_debatable_or_outright_is_among_the_explanations():
    known = set(explanations.readings().claim)
    assert explanations.DEBATABLE <= known and set(explanations.OUTRIGHT) <= known


def test_altered_words_are_never_shown_as_quotations():
    rows = voices.claims()
    for _, row in rows[rows.distorted.astype(bool)].iterrows():
        shown = explanations.in_words(row)
        assert shown.endswith("†") and not shown.startswith("“"), row.claim


def test_a_paper_s_summary_of_a_speaker_is_never_put_into_the_speaker_s_mouth():
    rows = voices.claims()
    for _, row in rows[(rows.wording == "reported") & (rows.camp != "writers")].iterrows():
        assert not explanations.in_words(row).startswith("“"), row.claim


def test_the_finding_holds_without_the_debatable_claims():
    sure = explanations.readings().query("not debatable")
    assert set(sure[sure.reading == "barometer"].seed) == set(voices.ORDER)
    assert not set(sure[sure.reading == "stabilizer"].seed) & {"S0", "S1"}


def test_the_record_beside_a_dispute_names_only_events_that_are_certain():
    record = " ".join(explanations.disputes().record)
    standing = tables.events().set_index("event")
    named = {event for event in standing.index if f"`{event}`" in record}
    assert named and not standing.loc[sorted(named)].standing.isin(["memory", "weak"]).any()
