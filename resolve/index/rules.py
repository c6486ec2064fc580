"""By which rules an index was made: the hash of the tables and the code that its numbers come from.

Whatever is read or imported while an index is built or brought up to date belongs to them, or to what is
named in `UNCOUNTED` because no number comes from it; a test says where something belongs to neither. What is
compiled gives the same numbers as the code, and counts because it might not.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gazetteer.snapshot import Snapshot
from resolve import settings
from resolve.compiled import library
from resolve.conversion import ICU_VERSION

FORMAT: Final = 4
"""Changes when the arrays change their meaning, so that older indexes are built anew."""

COUNTED: Final = (
    *("data/lexicon/places.tsv", "data/sound", "data/text", "data/words"),
    *("text", "sound", "keys", "index", "conversion/fallback.py", "conversion/han.py"),
    *("names", "codepoints.py", "tables.py"),
)
"""Files, and folders with all their tables and modules, that numbers of an index come from."""

UNCOUNTED: Final = (
    # How an index is found, kept and looked at.
    *("index/kin.py", "index/rules.py", "index/stale.py", "index/store.py"),
    # Of conversion only the fallback is asked, which takes names of its steps from the others.
    "conversion",
    # Messages, limits (which count by their values), and what takes an index apart again.
    *("__init__.py", "compiled.py", "errors.py", "settings.py", "strings.py"),
)
"""What is imported with them and gives no number; where it names a part of `COUNTED`, that does not count."""

_ENDINGS: Final = (".py", ".tsv", ".txt")


def fingerprint(snapshot: Snapshot) -> str:
    """The hash of all that an index of a snapshot is made from, 64 hexadecimal digits."""
    return hashlib.sha256(f"{rules_hash()} {snapshot.id}".encode()).hexdigest()


def rules_hash(package: Path = Path(__file__).parents[1]) -> str:
    """The hash of all but the snapshot that an index is made from, 64 hexadecimal digits.

    Args:
        package: the directory of `resolve`.
    """
    compiled = library()
    reading = 0 if compiled is None else compiled.stamps()[1]
    limits = f"{settings.MAX_NAME} {settings.MAX_TOKENS}"
    digest = hashlib.sha256(f"{FORMAT} {limits} {reading} {ICU_VERSION} {sys.byteorder}".encode())
    for file in counted_files(package):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def counted_files(package: Path) -> Iterator[Path]:
    """The files of `COUNTED` that are none of `UNCOUNTED`, in order.

    Args:
        package: the directory of `resolve`.
    """
    left_out = {package / name for name in UNCOUNTED}
    for part in COUNTED:
        place = package / part
        files = [place] if place.suffix else sorted(place.rglob("*"), key=str)
        yield from (file for file in files if file.suffix in _ENDINGS and file not in left_out)
