"""A column of names from one orthography to another: the way of `tokens`, with polars for what is done a row.

Splitting, looking up and joining are done in polars; only distinct tokens, and the votes of those
that stand beside a contested one, pass through Python. A text of unknown language is looked at as a whole,
so there each distinct name is converted by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resolve.conversion.convert import find_ways, transliterate_column
from resolve.conversion.custom import Vote, elect
from resolve.conversion.registry import System
from resolve.conversion.source import is_open
from resolve.conversion.tokens import SPACE, Spelt, respell, spell_tokens, votes_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["transliterate_series"]


def transliterate_series(
    names: pl.Series, source: str, target: str, *, system: str | None = None
) -> pl.Series:
    """Write a column of names of one orthography in another; the same as `transliterate` for each.

    Args:
        names: texts; null stays null.
        source: orthography code of the names.
        target: orthography code of the result.
        system: id of the system whose rules alone to use; None: the lexicon, then the customary system.

    Returns:
        As many texts, in the same order, under the same name.

    Raises:
        UnknownLanguageError: a code names no orthography.
        UnknownSystemError: there is no such system, or none leads from source to target.
        UsageError: the system leads elsewhere.
    """
    import polars as pl

    texts = names.cast(pl.String)
    if is_open(source, system):
        distinct = texts.drop_nulls().unique(maintain_order=True).to_list()
        spelt = transliterate_column(distinct, source, target, system=system)
        became = dict(zip(distinct, spelt, strict=True))
        return texts.replace_strict(became, default=None, return_dtype=pl.String)
    route = find_ways(source, target, system)[0]
    for step in route.steps:
        texts = _spell(step, texts, custom=route.custom)
    return texts


def _spell(system: System, texts: pl.Series, *, custom: bool) -> pl.Series:
    tokens = texts.str.split(SPACE)
    spelt = spell_tokens(system, _distinct(tokens), custom=custom)
    joined = _join(tokens, spelt.texts)
    if spelt.contested:
        joined = _spell_contested(system, tokens, spelt, joined)
    return joined


def _spell_contested(system: System, tokens: pl.Series, spelt: Spelt, joined: pl.Series) -> pl.Series:
    """The names with a contested token in them spelt again, each for the origin that it elects."""
    import polars as pl

    rows = tokens.list.eval(pl.element().is_in(list(spelt.contested))).list.any().fill_null(False).arg_true()
    disputed = tokens.gather(rows)
    # What a name votes and may be asked, as a text: few are distinct, so few elections are held.
    ballots = {token: _write_ballot(system, token, spelt) for token in _distinct(disputed)}
    cast = _join(disputed, ballots)
    winners = {ballot: _count(ballot) for ballot in cast.unique()}
    frame = pl.DataFrame(
        {
            "row": rows,
            "tokens": disputed,
            "winner": cast.replace_strict(winners, return_dtype=pl.String),
        }
    )
    parts = frame.drop_nulls("winner").partition_by("winner")
    if not parts:
        return joined
    again = pl.concat(_spell_elected(system, part, spelt) for part in parts)
    return joined.scatter(again["row"], again["text"])


def _spell_elected(system: System, part: pl.DataFrame, spelt: Spelt) -> pl.DataFrame:
    """The names of one winner spelt for it; `part` has the columns row, tokens, winner."""
    origin, loudness = part["winner"][0].split(":")
    texts = respell(system, spelt, _distinct(part["tokens"]), (origin, int(loudness)))
    return part.select("row", text=_join(part["tokens"], texts))


def _write_ballot(system: System, token: str, spelt: Spelt) -> str:
    """The votes of a token, and the origins that would change it: `az:2,tr:1/az,tr`."""
    votes = ",".join(f"{origin}:{loudness}" for origin, loudness in votes_of(system, token))
    return f"{votes}/{','.join(sorted(spelt.contested.get(token, ())))}"


def _count(ballots: str) -> str | None:
    """The winner by the ballots of a name, `az:2`; None if it would change nothing."""
    votes: list[Vote] = []
    changing: set[str] = set()
    for ballot in ballots.split(SPACE):
        cast, _, origins = ballot.partition("/")
        for vote in filter(None, cast.split(",")):
            origin, _, loudness = vote.partition(":")
            votes.append((origin, int(loudness)))
        changing.update(origins.split(","))
    elected, how_loud = elect(votes)
    return f"{elected}:{how_loud}" if elected and elected in changing else None


def _distinct(tokens: pl.Series) -> list[str]:
    return tokens.explode().drop_nulls().unique(maintain_order=True).to_list()


def _join(tokens: pl.Series, texts: Mapping[str, str]) -> pl.Series:
    """Each token replaced by its text, and the tokens of a name joined; every token has a text."""
    import polars as pl

    old, new = pl.Series(texts.keys(), dtype=pl.String), pl.Series(texts.values(), dtype=pl.String)
    replaced = pl.element().replace_strict(old, new, return_dtype=pl.String)
    return tokens.list.eval(replaced).list.join(SPACE)
