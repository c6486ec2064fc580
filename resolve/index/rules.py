"""By which rules an index was made: the hash of the tables and the code that read names."""

import hashlib
import sys
from importlib import resources
from typing import Final

from gazetteer.snapshot import Snapshot
from resolve import settings
from resolve.conversion import ICU_VERSION

FORMAT: Final = 4
"""Changes when the arrays change their meaning, so that older indexes are built anew."""

_SOURCES: Final = ("data", "text", "sound", "keys", "index", "conversion")
_MODULES: Final = ("codepoints.py", "folded.py", "forms.py", "names.py", "outline.py", "roles.py")


def fingerprint(snapshot: Snapshot) -> str:
    """The hash of all that an index of a snapshot is made from, 64 hexadecimal digits."""
    return hashlib.sha256(f"{rules_hash()} {snapshot.id}".encode()).hexdigest()


def rules_hash() -> str:
    """The hash of all but the snapshot that an index is made from, 64 hexadecimal digits."""
    limits = f"{settings.MAX_NAME} {settings.MAX_TOKENS}"
    digest = hashlib.sha256(f"{FORMAT} {limits} {ICU_VERSION} {sys.byteorder}".encode())
    root = resources.files("resolve")
    with resources.as_file(root) as folder:
        files = [
            file
            for part in _SOURCES
            for file in sorted((folder / part).rglob("*"))
            if file.suffix in {".py", ".tsv", ".txt"}
        ]
        for file in files + [folder / module for module in _MODULES]:
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
