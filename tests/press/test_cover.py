"""The cover shows the record, in every size, and nothing that a page would have to fetch or run."""
import io
import re
import struct
from xml.etree import ElementTree

import pytest

from press import cover

TITLE = "A Title of Some Length & Its <Consequences> in the Record of Acts"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=[(1600, 2560), (1200, 630)], ids=["upright", "lying"])
def drawn(request):
    size = request.param
    return ElementTree.fromstring(cover.svg(*size, TITLE, "A subtitle", "Ada Example", "Version 9")), *size


def test_every_coded_act_on_drugs_stands_once_from_the_first_to_the_last():
    places = [place for place, _value in cover.record().stems]
    assert places == sorted(places) and (places[0], places[-1]) == (0, 1)
    assert {value > 0 for _place, value in cover.record().stems} == {True, False}


def test_each_act_has_a_head_on_its_side_of_the_line_at_its_height(drawn):
    tree, *_size = drawn
    middle = float(tree.find(f".//{SVG}svg/{SVG}line").get("y1")[:-1])
    heights = {name: [middle - float(head.get("cy")[:-1]) for head in tree.findall(f".//{SVG}g[@class='{name}']//{SVG}circle")]
               for name in ("up", "down")}
    values = {"up": [value for _place, value in cover.record().stems if value > 0],
              "down": [value for _place, value in cover.record().stems if value < 0]}
    for name in values:
        scale = heights[name][0] / values[name][0]
        assert scale > 0 and heights[name] == pytest.approx([scale * value for value in values[name]], abs=0.02)


def test_the_words_of_the_cover_stay_within_it_and_say_the_whole_title(drawn):
    tree, width, height = drawn
    texts = [node for node in tree.findall(f"{SVG}text")]
    title = [node.text for node in texts if node.get("font-weight") == "600" and node.text != "Ada Example"]
    assert " ".join(title) == TITLE
    for node in texts:
        # In English words the letters of these typefaces are half of their size wide; some more to be safe.
        assert float(node.get("x")) + len(node.text) * float(node.get("font-size")) * 0.56 <= width
        assert 0 < float(node.get("y")) < height


def test_the_drawing_stands_between_the_words(drawn):
    tree, _width, height = drawn
    drawing = tree.find(f"{SVG}svg")
    top, bottom = float(drawing.get("y")), float(drawing.get("y")) + float(drawing.get("height"))
    lines = [float(node.get("y")) for node in tree.findall(f"{SVG}text")]
    assert all(line < top or line > bottom for line in lines)
    assert bottom - top > height * 0.3


def test_the_cover_is_the_same_each_time_and_asks_for_nothing(drawn):
    tree, width, height = drawn
    text = cover.svg(width, height, TITLE, "A subtitle", "Ada Example", "Version 9")
    assert text == cover.svg(width, height, TITLE, "A subtitle", "Ada Example", "Version 9")
    assert not re.search(r"<script|href|url\(|@import", text)


def test_as_an_image_it_has_the_size_that_was_asked_for():
    image = io.BytesIO(cover.image(600, 960, TITLE))
    assert image.read(8) == b"\x89PNG\r\n\x1a\n"
    image.seek(16)
    assert struct.unpack(">II", image.read(8)) == (600, 960)


def test_the_front_page_opens_with_the_cover_and_no_other_page_does(built):
    assert len(built.page("index.html").select(".cover svg.record")) == 1
    assert built.page("index.html").select_one(".cover-drawing[role=img]")["aria-label"]
    assert not built.page("chapters/numbers.html").select(".cover")


def test_other_sites_can_show_the_cover_beside_a_link(built):
    picture = (built.folder / "_build/html/_static/cover.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
