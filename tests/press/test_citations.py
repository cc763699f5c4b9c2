"""References lead to the one place of their id; an id without one fails the build."""
import pytest

from press import edition
from press.evidence import citations


def test_anchors():
    assert citations.anchor("passage", "S1.07") == "passage-s1-07"
    assert citations.anchor("event", "E123") == "event-e123"
    assert citations.anchor("source", "wh-2023-readout") == "source-wh-2023-readout"


def test_references_show_and_lead(built):
    page = built.page("chapters/exhibits.html")
    passage, source, event = (page.select_one(f"p > a > .{kind}").parent for kind in citations.KINDS)
    assert passage.text == "S1.02" and passage["href"] == "places.html#passage-s1-02"
    assert source.text == "White House 2023" and source["href"] == "places.html#source-wh-2023-readout"
    assert event.text == "E001" and event["href"] == "places.html#event-e001"


def test_every_reference_has_its_place(built):
    places = built.page("chapters/places.html")
    for anchor in ("passage-s1-01", "passage-s1-02", "event-e001", "source-wh-2023-readout"):
        assert len(places.select(f"#{anchor}")) == 1


@pytest.mark.parametrize("reference, fault", [
    ("{passage}`S9.99`", "unknown passage S9.99"),
    ("{source}`nobody-2020`", "unknown source nobody-2020"),
    ("{event}`E999`", "unknown event E999"),
])
def test_unknown_id_fails(copied, capsys, reference, fault):
    copied.write("numbers.ipynb", "# Numbers", f"See {reference}.")
    with pytest.raises(edition.BuildFailed):
        copied.build()
    said = capsys.readouterr().err
    assert fault in said and "chapters/numbers.ipynb" in said
    with pytest.raises(edition.BuildFailed):
        copied.build()  # the second build does not forget


def test_id_without_a_place_fails(copied, capsys):
    copied.write("places.ipynb", "# Places", "(passage-s1-01)=\nThe first.", "```{bibliography}\n```")
    with pytest.raises(edition.BuildFailed):
        copied.build()
    assert "event E001 has no place in the book" in capsys.readouterr().err
