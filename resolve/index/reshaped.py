"""Shapes brought up to date: which names hold them, and what leads to them, where names came and went.

The first names of a shape that is held by more than are kept can only be told anew if one of them went: then
those that follow are looked up among all names.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolve.index.layout import NAMES_A_SHAPE, Shapes
from resolve.index.leads import Leads
from resolve.index.moved import Moved
from resolve.index.runs import Ints, find_in_runs, first_rows, lacking, merged, offsets_of, positions
from resolve.index.shapes import Held, lay_out
from resolve.index.weave import Weave
from resolve.names import Names
from resolve.names.forms import Forms, Sounds
from resolve.sound import alphabet

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Renamed:
    """Names that came and went.

    Attributes:
        before: the names that there were.
        now: the names that there are.
        moved: of each name of before its number now.
        come: the numbers of those that came, rising.
    """

    before: Names
    now: Names
    moved: Moved
    come: Ints

    @property
    def gone(self) -> Ints:
        """The names of before that are no more."""
        return np.flatnonzero(self.moved.place < 0)

    def bounds(self) -> Ints:
        """Of each name that came, the name of before that would be the next one."""
        # One that is no more stands where the one before it does.
        return np.searchsorted(np.maximum.accumulate(self.moved.place), self.come.astype(np.int32))


def reshaped(
    older: Shapes, names: Renamed, forms: Forms, sounds: Sounds, hashes: npt.NDArray[np.uint64]
) -> Shapes:
    """Bring shapes up to date.

    Args:
        older: the shapes as they are.
        names: what came and went.
        forms: all tokens, those of former names among them.
        sounds: their sound strings, of which the last ones are new.
        hashes: of the coarse strings of these.

    Returns:
        The shapes as if they were made of all names anew, and those that only former names held.
    """
    added = lacking(older.hash, hashes)
    every = merged(older.hash, added)
    place = (np.arange(len(older.hash)) + np.searchsorted(added, older.hash)).astype(np.int32)
    of_sound: Ints = np.concatenate((place[older.of_sound], np.searchsorted(every, hashes)))
    gone = Held.by(names.gone, names.before, forms, of_sound, len(every))
    come = Held.by(names.come, names.now, forms, of_sound, len(every))
    before = np.zeros(len(every), np.int64)
    before[place] = older.held
    held = before + come.count - gone.count
    newly = np.flatnonzero((held > 0) & (before == 0))
    # Any of its sound strings says what a shape is.
    sound_of = np.zeros(len(every), np.int64)
    sound_of[of_sound] = np.arange(len(of_sound))
    leads = Leads.to(alphabet.coarse(sounds.codes[sound_of[newly]]), newly)
    lost = (older.held > 0) & (held[place] == 0)
    shown = np.zeros(len(every), np.int64)
    shown[place] = np.diff(older.name_first)
    lists = _Lists(older.name, offsets_of(shown), before > NAMES_A_SHAPE)
    again = lists.losing(gone)
    following = Held.by(_holding(again, names.now, forms, of_sound), names.now, forms, of_sound, len(every))
    return lay_out(
        every,
        of_sound,
        len(names.now.first) - 1,
        held,
        lists.changed(names, gone, come, following.of_shapes(again)),
        Leads.of(older).woven(place, lost, leads),
    )


def _holding(shapes: npt.NDArray[np.bool_], names: Names, forms: Forms, of_sound: Ints) -> Ints:
    """The names that hold one of some shapes in any token."""
    if not shapes.any():
        return np.zeros(0, np.int64)
    form = np.zeros(len(forms.first) - 1, bool)
    form[np.searchsorted(forms.first, np.flatnonzero(shapes[of_sound[forms.sound]]), "right") - 1] = True
    holding = np.searchsorted(names.first, np.flatnonzero(form[names.form]), "right") - 1
    return holding[first_rows(holding)]


@dataclass(frozen=True, slots=True)
class _Lists:
    """The first names of shapes.

    Attributes:
        name: all lists, by the numbers of before.
        first: where the list of each shape begins.
        cut: whether more names hold it.
    """

    name: Numbers
    first: Ints
    cut: npt.NDArray[np.bool_]

    def _find(self, shape: Ints, name: Ints) -> Ints:
        return find_in_runs(self.name, self.first[shape], self.first[shape + 1], name)

    def losing(self, gone: Held) -> npt.NDArray[np.bool_]:
        """Of which shapes more names have to be known than are listed, since some of the listed are gone."""
        at = self._find(gone.shape, gone.name)
        found = np.zeros(len(self.cut), bool)
        found[gone.shape[at < self.first[gone.shape + 1]]] = True
        return found & self.cut

    def changed(self, names: Renamed, gone: Held, come: Held, again: Held) -> Numbers:
        """The first names of shapes after names have come and gone.

        Args:
            names: what came and went.
            gone: the shapes of those that went.
            come: the shapes of those that came.
            again: the whole lists of some shapes.
        """
        whole = again.count > 0
        size = np.diff(self.first)
        left, listed = gone.shape, self._find(gone.shape, gone.name)
        found = ~whole[left] & (listed < self.first[left + 1])
        left, out = (
            left[found],
            np.concatenate((listed[found], positions(self.first[:-1][whole], size[whole]))),
        )
        bounds = names.bounds()[np.searchsorted(names.come, come.name)]
        at = self._find(come.shape, bounds)
        # Behind a list that is cut there are names of before that nobody knows.
        known = ~whole[come.shape] & ((at < self.first[come.shape + 1]) | ~self.cut[come.shape])
        shape = np.concatenate((come.shape[known], again.shape))
        name = np.concatenate((come.name[known], again.name))
        before = np.concatenate((at[known], self.first[again.shape]))
        order = np.lexsort((name, shape))
        weave = Weave.inserted(len(self.name), np.sort(out), before[order])
        lists = weave.of(names.moved.of(self.name), name[order].astype(np.int32))
        count = np.bincount(shape, minlength=len(size)) + size
        count -= np.bincount(left, minlength=len(size))
        count[whole] = again.count[whole]
        return _shortened(lists, count)


def _shortened(name: Numbers, count: Ints) -> Numbers:
    """Lists, of which those that are too long end where they may."""
    over = np.maximum(count - NAMES_A_SHAPE, 0)
    if not over.any():
        return name
    end = np.cumsum(count)
    out = positions(end - over, over)
    return Weave.inserted(len(name), out, np.zeros(0, np.int64)).of(name, name[:0])
