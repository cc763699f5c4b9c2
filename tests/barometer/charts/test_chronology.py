"""Charts of the dated record."""
from barometer import chronology
from barometer.charts import chronology as charts


def test_every_name_in_the_record_belongs_to_a_drawn_act_or_meeting():
    acts = chronology.acts()
    drawn = set(acts.event[acts.goldstein.notna()])
    meetings = chronology.presidents().query("kind == 'meeting'")
    assert set(charts.ACTS) <= drawn
    assert set(charts.SUMMITS) <= set(meetings.event)


def test_the_front_page_can_draw_the_record_under_its_own_name():
    acts = chronology.acts()
    chart = charts.record(acts, chronology.presidents(), chronology.phases(), chronology.silences(acts).iloc[0],
                          name="fig-record", title="A finding", source="a source")
    assert chart.to_dict()["usermeta"]["name"] == "fig-record"
