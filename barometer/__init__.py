"""The analysis behind *Fentanyl Cooperation as a Barometer of the US–China Relationship*.

Plain Python that knows nothing of books: `seeds` cuts the source texts into numbered passages, `tables` loads the
data package, `evidence` ties every quotation, event, claim and figure to a passage or a public source, `readings`
computes the barometer, and `charts` draws. Data flows one way, in that order.
"""
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parent.parent
"""The repository: the packages are installed editable, so data and seeds stand beside them."""

# Numbers in the text are read back from what a cell prints; NumPy 2 prints np.float64(1.0), which is no number to a reader.
numpy.set_printoptions(legacy="1.25")
