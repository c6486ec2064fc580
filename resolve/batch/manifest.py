"""Of which run parts are: all that its output depends on, by the names under which a user knows it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

import gazetteer
from gazetteer.files import TableStream
from gazetteer.version import adlar_version
from resolve.batch.request import FileRequest
from resolve.index.rules import fingerprint

FORMAT: Final = 2
"""Changes when the parts change their meaning, so that older ones are not gone on from."""

_WITHOUT_VALUES: Final = {
    "input": "the input is not the same",
    "index": "the gazetteer or what its index is made by is not the same",
}
"""What is said of a difference between two hashes, which tell a user nothing."""


def describe_run(request: FileRequest, stream: TableStream) -> dict[str, object]:
    """All that the output of a run depends on, as JSON knows it.

    Where the gazetteer lies and how many processes share the work make no difference to an answer.

    Args:
        request: what is asked for.
        stream: the input, which is read to its end.
    """
    asked = asdict(request.batch)
    asked |= asked.pop("options")
    asked |= {"encoding": request.encoding, "separator": request.separator}
    asked["exclude"] = sorted(asked["exclude"])
    asked["column"] = list(asked.pop("columns"))
    del asked["gazetteer"], asked["jobs"]
    return {
        "format": FORMAT,
        "version": adlar_version(),
        "input": stream.digest(),
        "index": fingerprint(gazetteer.locate(request.batch.gazetteer)),
        **{f"--{name.replace('_', '-')}": value for name, value in asked.items()},
    }


def write_manifest(path: Path, run: Mapping[str, object]) -> None:
    """Write down of which run parts are: whole, or not at all.

    Args:
        path: the manifest.
        run: as `describe_run` gives it.

    Raises:
        OSError: it cannot be written.
    """
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def differences(path: Path, run: Mapping[str, object]) -> list[str]:
    """In what the run of a manifest is another one, in words; nothing if it is the same.

    Args:
        path: the manifest.
        run: as `describe_run` gives it.
    """
    try:
        then = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        then = None
    if not isinstance(then, dict):
        return [f"{path.name} is missing or damaged"]
    told = []
    for name in sorted(run.keys() | then.keys()):
        if then.get(name) != run.get(name):
            values = f"{name} was {_shown(then.get(name))} and is {_shown(run.get(name))}"
            told.append(_WITHOUT_VALUES.get(name, values))
    return told


def _shown(value: object) -> str:
    return "not given" if value in (None, "", []) else json.dumps(value, ensure_ascii=False)
