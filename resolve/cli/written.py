"""Names written in another orthography: as lines, as JSON, with explanations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from gazetteer.cli.terminal import say
from resolve.cli.checks import refuse_unused
from resolve.cli.trace import detection_line, trace_lines, trace_members

if TYPE_CHECKING:
    from resolve.conversion import Detection, Variant

__all__ = ["Wanted", "print_names", "say_untaken"]

UNKNOWN = "und"
SHOWN = 3
"""So many names are shown in a message about several."""

DIGITS = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed of each name.

    Attributes:
        source: orthography code of the names; None or und if it is not known.
        target: orthography code to write them in.
        system: id of the system whose rules alone to use; None: the lexicon, then the customary system.
        all_forms: all forms, not only the first.
        reverse: the spellings in the target that lie behind the names.
        explain: which rule made which piece.
        as_json: a JSON object a name.
        quiet: say nothing of names that are left as they are.
    """

    source: str | None
    target: str
    system: str | None
    all_forms: bool
    reverse: bool
    explain: bool
    as_json: bool
    quiet: bool


def print_names(names: Iterable[str], wanted: Wanted) -> None:
    """Write names in another orthography, to standard output, one after the other.

    Names with a word that is left as it is, for no rule reads its letters, are told of at the end, on
    standard error.

    Args:
        names: the names; each is read when it is due.
        wanted: what is to be printed of them.

    Raises:
        UsageError: an orthography, a system or a direction that there is not.
    """
    if wanted.reverse:
        unfit = {"--system": wanted.system, "--explain": wanted.explain}
        refuse_unused(unfit, "not with --reverse, which goes back by every way")
    left: dict[str, None] = {}
    for count, name in enumerate(names):
        if count and (wanted.all_forms or wanted.explain) and not wanted.as_json:
            typer.echo()
        if not _print_name(name, wanted):
            left[name] = None
    if left and not wanted.quiet:
        say_untaken(tuple(left))


def say_untaken(names: Sequence[str]) -> None:
    """Tell, on standard error, of names that keep letters which the conversion does not read.

    Args:
        names: distinct names, at least one.
    """
    shown = ", ".join(repr(_short(name)) for name in names[:SHOWN])
    others = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    hold = "1 name holds" if len(names) == 1 else f"{len(names)} names hold"
    say(f"{hold} words whose letters are not read from that orthography; those letters stay: {shown}{others}")


def _print_name(name: str, wanted: Wanted) -> bool:
    """Print what is wanted of a name; False if a word of it is left as it is."""
    # The conversion layer loads ICU; `resolve --help` must not wait for it.
    from resolve.conversion import origins, transliterate, variants
    from resolve.conversion.coverage import untaken
    from resolve.conversion.orthography import find_orthography
    from resolve.conversion.source import find_source
    from resolve.conversion.tracing import trace

    known = wanted.source is not None and find_orthography(wanted.source) != UNKNOWN
    detected = None if known or wanted.system is not None else find_source(name, wanted.target)
    source = detected.orthography if detected is not None else wanted.source or UNKNOWN
    if wanted.reverse:
        forms = origins(name, source, wanted.target)
    elif wanted.all_forms or wanted.as_json:
        forms = variants(name, source, wanted.target, system=wanted.system)
    else:
        forms = []
    made = trace(name, source, wanted.target, system=wanted.system) if wanted.explain else None
    if wanted.as_json:
        members = _members(name, source, wanted.target, forms, detected)
        if made is not None:
            members["explanation"] = trace_members(made)
        _print(json.dumps(members, ensure_ascii=False))
    elif wanted.all_forms:
        for form in forms:
            _print(f"{form.text}\t{form.weight:.3f}\t{form.system}")
    elif wanted.reverse:
        _print(forms[0].text if forms else "")
    else:
        _print(transliterate(name, source, wanted.target, system=wanted.system))
    if made is not None and not wanted.as_json:
        lines = [detection_line(detected)] if detected is not None else []
        for line in (*lines, *trace_lines(made)):
            _print(line)
    return wanted.reverse or not untaken(name, source, wanted.target, system=wanted.system)


def _members(
    name: str, source: str, target: str, forms: Sequence[Variant], detected: Detection | None
) -> dict[str, object]:
    members: dict[str, object] = {
        "input": name,
        "source": source,
        "target": target,
        "text": forms[0].text if forms else None,
        "variants": [
            {"text": form.text, "system": form.system, "weight": round(form.weight, DIGITS)} for form in forms
        ],
    }
    if detected is not None:
        members["detected"] = {
            "probability": round(detected.probability, DIGITS),
            "script": detected.script,
            "reasons": list(detected.reasons),
        }
    return members


def _print(line: str) -> None:
    """Write a line that can be written as UTF-8: a lone surrogate becomes the replacement character."""
    typer.echo(line.encode("utf-8", "replace").decode("utf-8") if not line.isascii() else line)


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:40] + "…"
