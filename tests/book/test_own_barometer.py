"""The reader's own barometer in a real browser: whatever a reader chooses, the page says what Python says."""
import json
import shutil

import pytest
from scipy import stats

from barometer import ROOT, own, readings
from barometer.charts.own_barometer import CHOICES, own_barometer
from barometer.readings import REPORT, TESTED_FROM
from press.exhibits import drawing

SPECIFICATIONS = [
    REPORT,
    REPORT.but(half_life=30, cooperation_as="mean", deeds=0),
    REPORT.but(half_life=720, climate_as="sum", bundled="both"),
    REPORT.but(whose="both sides", bundled="cooperation", deeds=2.25),
    REPORT.but(half_life=90, cooperation_as="mean", bundled="climate", whose="both sides", deeds=3),
    REPORT.but(half_life=360, cooperation_as="mean", climate_as="sum", deeds=0.5),
]
FOUND = """() => {
    const view = document.querySelector('.chart-frame').drawn.view;
    const names = Object.keys(view.getState({data: () => true, signals: () => false}).data);
    const tables = names.map(name => view.data(name));
    const having = (...fields) => tables.find(rows => rows.length && fields.every(field => field in rows[0]));
    return {months: having('month', 'cooperation', 'climate').map(row => [row.name, row.cooperation, row.climate]),
            correlation: having('correlation', 'months').map(row => [row.correlation, row.months])[0],
            texts: [...document.querySelectorAll('.chart-live svg text')].map(text => text.textContent)};
}"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Own</title>
<link rel="stylesheet" href="charts.css"><script defer src="charts.js" data-bundle="{bundle}"></script></head>
<body><figure class="exhibit chart" id="fig-own"><div class="chart-frame"><div class="chart-drawing">{svg}</div>
<script type="application/json" class="chart-spec">{spec}</script></div></figure></body></html>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page with the chart alone, made of the scripts and styles of the book."""
    folder = tmp_path_factory.mktemp("own")
    spec = own_barometer(own.acts(), readings.monthly(), name="fig-own", title="A title", source="a source").to_dict()
    for kept_apart in ("title", "usermeta"):
        del spec[kept_apart]
    for name in ("charts.js", "charts.css"):
        shutil.copy(ROOT / "press/static" / name, folder)
    page = PAGE.format(bundle=drawing.bundle(folder).name, svg=drawing.svg(spec),
                       spec=json.dumps(drawing.for_browsers(spec)).replace("<", "\\u003c"))
    (folder / "own.html").write_text(page, encoding="utf-8")
    return (folder / "own.html").as_uri()


@pytest.fixture(scope="module", params=["UTC", "Asia/Shanghai", "America/Los_Angeles"])
def page(request, browser, address):
    """The page as opened by a reader in a time zone."""
    context = browser.new_context(timezone_id=request.param, viewport={"width": 900, "height": 1000})
    page = context.new_page()
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda message: message.type in ("warning", "error") and page.said.append(message.text))
    page.goto(address)
    page.locator(".chart-frame.live .chart-live svg").first.wait_for(timeout=15_000)
    yield page
    context.close()


def choose(page, specification):
    """Move every control as a reader does, and wait until the page has drawn what follows."""
    for name in CHOICES:
        control, value = page.locator(f".vega-bind [name={name}]"), str(getattr(specification, name))
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.evaluate("document.querySelector('.chart-frame').drawn.view.runAsync().then(() => true)")


@pytest.mark.parametrize("specification", SPECIFICATIONS, ids=range(len(SPECIFICATIONS)))
def test_the_page_says_what_python_says(page, specification):
    choose(page, specification)
    found, monthly = page.evaluate(FOUND), readings.monthly(specification)
    assert [name for name, _, _ in found["months"]] == list(monthly.index.strftime("%B %Y"))
    for column, name in enumerate(readings.READINGS, start=1):
        for month, expected in zip(found["months"], monthly[name]):
            said = float("nan") if month[column] is None else month[column]
            assert said == pytest.approx(expected, abs=1e-6, nan_ok=True), (month[0], name)

    both = monthly.loc[TESTED_FROM.to_timestamp():].dropna()
    expected = stats.spearmanr(both.cooperation, both.climate).statistic
    correlation, months = found["correlation"]
    assert correlation == pytest.approx(expected, abs=1e-9) and months == len(both)

    whose = "the report’s" if specification == REPORT else "your"
    assert f"{whose} choices {expected:+.2f}".replace("-", "−") in found["texts"]
    for name in readings.READINGS:
        said = f"{name.capitalize()} reading, {monthly.index[-1]:%B %Y}: {monthly[name].iloc[-1]:+.1f}"
        assert said.replace("-", "−") in found["texts"]
    assert page.said == []


def test_the_controls_stand_where_the_report_stands_before_anyone_moves_them(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    page.locator(".chart-frame.live .chart-live svg").first.wait_for(timeout=15_000)
    for name in CHOICES:
        assert page.locator(f".vega-bind [name={name}]").input_value() == str(getattr(REPORT, name))
        assert page.locator(f".vega-bind [name={name}]").get_attribute("aria-label")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
