"""Pages keep their numbers and letters, however often they are numbered."""
import pickle
from types import SimpleNamespace

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx_external_toc.collectors import TocTreeCollectorWithStyles

from press import contents, numbering


def test_numbering_again_changes_nothing(built):
    env = pickle.loads((built.folder / "_build/.doctrees" / ENV_PICKLE_FILENAME).read_bytes())
    env.app = SimpleNamespace(config=env.config)
    collector = TocTreeCollectorWithStyles()
    for _ in range(2):
        assert numbering.assign_section_numbers(collector, env) == []
        assert [contents.number(env, f"chapters/{name}") for name in ("numbers", "exhibits", "places")] == ["1", "2", "A"]
