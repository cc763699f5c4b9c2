"""Charts: a frame goes in, an Altair chart with its finding, measure, source and alt text comes out.

`style` holds the one visual language; the other modules each draw one chapter's charts. Importing the package switches
on the theme and a renderer whose output shows in JupyterLab, VS Code, nbconvert and the built book alike.
"""
from barometer.charts import style

style.enable()
