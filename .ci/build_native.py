"""Compile the native stages while a wheel is built, or in place: `python .ci/build_native.py`.

Without a C compiler the wheel is one for any machine, and the stages in Python do the work. `CC` names the
compiler; ADLAR_PLAIN=1 leaves the library out.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # in place, hatchling is not needed
    BuildHookInterface = object

FOLDER = Path(__file__).resolve().parents[1] / "resolve" / "native"
LIBRARY = FOLDER / "engine.lib"
# By these the names of an index are read: if one changes, it is built anew (see resolve/index/rules.py).
READING = (
    *("checksum.c", "cut.c", "folded.c", "keys.c", "known.c", "moved.c", "order.c", "outline.c"),
    *("readings.c", "renumbered.c", "roles.c", "signs.c", "views.c"),
    *("distinct.h", "engine.h", "hashes.h", "keys.h", "moved.h"),
)
# Sums are rounded as Python rounds them: nothing may be fused or put in another order.
FLAGS = ("-O3", "-std=c11", "-fPIC", "-shared", "-ffp-contract=off", "-fno-fast-math", "-fno-math-errno")


class NativeStages(BuildHookInterface):
    """Puts the compiled library into the wheel, if it can be compiled."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files of the wheel are gathered."""
        if self.target_name != "wheel" or os.environ.get("ADLAR_PLAIN") == "1":
            return
        fault = compile_library()
        if fault:
            self.app.display_warning(f"the native stages are left out: {fault}")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["artifacts"].append(LIBRARY.relative_to(self.root).as_posix())
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"


def compile_library() -> str | None:
    """Compile the library beside its sources; return what went wrong, None if nothing did."""
    named = shlex.split(os.environ.get("CC", ""))
    found = next((path for path in map(shutil.which, ("cc", "gcc", "clang")) if path), None)
    compiler = named or ([found] if found else [])
    if not compiler:
        return "no C compiler was found (cc, gcc or clang; or name one in CC)"
    draft = LIBRARY.with_name(f"{LIBRARY.name}.{os.getpid()}")
    sources = sorted(str(source) for source in FOLDER.glob("*.c"))
    try:
        done = subprocess.run(
            [*compiler, *FLAGS, *_stamps(), "-o", str(draft), *sources, "-lm"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return f"{compiler[0]} failed: {done.stderr.strip()[-500:]}"
        draft.replace(LIBRARY)
    except OSError as error:
        return f"{compiler[0]}: {error.strerror}"
    finally:
        draft.unlink(missing_ok=True)
    return None


def stamp(sources: Iterable[Path]) -> int:
    """A number of sources, by which `resolve.compiled` knows a library that was compiled from others."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return int.from_bytes(digest.digest()[:4], "little")


def _stamps() -> tuple[str, str]:
    """The numbers of all sources, and of those that read names, as definitions for the compiler."""
    every, reading = sorted(FOLDER.glob("*.[ch]")), [FOLDER / name for name in READING]
    return f"-DADLAR_STAMP={stamp(every)}u", f"-DADLAR_READING={stamp(reading)}u"


if __name__ == "__main__":
    sys.exit(compile_library())
