"""The charts of timing name what they draw."""
import pandas as pd

from barometer import chronology, readings
from barometer.charts import timing
from barometer.hypotheses import controls


def test_every_control_drawn_has_its_name_and_the_words_count_what_is_drawn():
    meetings = chronology.presidents().query("kind == 'meeting'")
    climate = readings.read(pd.date_range(meetings.date.min(), chronology.end())).climate
    frame = controls.controls()
    drawn = frame[frame.in_table & (frame.day >= climate.index[0])]
    assert set(drawn.event) == set(timing.CONTROLS)
    assert drawn.certain.all(), "an uncertain control would have to be drawn hollow or left out"
    chart = timing.controls(frame, climate, meetings, title="x", source="x")
    assert f"{len(drawn)} controls lie" in chart.description
    assert f"{len(meetings)} triangles" in chart.description
