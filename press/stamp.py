"""What a result was made from, as a digest beside it: what has not changed is not made again."""
import hashlib
import json
from pathlib import Path


def digest(builder, values: dict, files: list[Path]) -> str:
    """Digest of the doctrees that a Sphinx builder reads, of configuration `values` and of `files`."""
    doctrees = [Path(builder.doctreedir, f"{docname}.doctree") for docname in sorted(builder.env.found_docs)]
    return digest_of_files(values, [*doctrees, *files])


def digest_of_files(values: dict, files: list[Path]) -> str:
    """Digest of `values` and of `files`, which are known by name, size and time."""
    found = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode())
    for file in files:
        state = file.stat() if file.exists() else None
        found.update(f"{file.name} {state and (state.st_size, state.st_mtime_ns)}".encode())
    return found.hexdigest()


def write(path: Path, content: str | bytes):
    """Write a file, text as UTF-8, unless it says so already: what did not change keeps its time."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def holds(stamp: Path, results: list[Path], now: str) -> bool:
    """Whether all `results` are there and `stamp` says they were made from what is there `now`."""
    return all(result.exists() for result in results) and stamp.exists() and stamp.read_text() == now
