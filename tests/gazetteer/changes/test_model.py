"""Any changes in any order, against a model of plain dictionaries."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from changing import change, opened
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from gazetteer import errors, past
from gazetteer.build import build_gazetteer
from gazetteer.changes import (
    Add,
    AddName,
    DropName,
    FactsAsBefore,
    Merge,
    NamePick,
    NewName,
    RenameId,
    Retire,
    SetFacts,
    Split,
    Unmerge,
)
from gazetteer.interchange import names_table
from gazetteer.verify import verify_past, verify_snapshot

spellings = st.sampled_from(["Aydın", "Bakı", "Cəlil", "Dərbənd", "Elçin"])


@dataclass
class Model:
    """A gazetteer as dictionaries.

    Attributes:
        names: The names of each entity that is in force.
        leads: Where each ID leads that is no more; None: it is retired.
        populations: The population of each entity of which it is known.
    """

    names: dict[str, frozenset[str]] = field(default_factory=dict)
    leads: dict[str, str | None] = field(default_factory=dict)
    populations: dict[str, int] = field(default_factory=dict)

    def copy(self) -> Model:
        return Model(dict(self.names), dict(self.leads), dict(self.populations))

    def populate(self, entity_id: str, population: int | None) -> None:
        self.populations.pop(entity_id, None)
        if population is not None:
            self.populations[entity_id] = population

    def status(self, entity_id: str) -> tuple[str, str | None]:
        if entity_id in self.names:
            return "current", entity_id
        if entity_id not in self.leads:
            return "unknown", None
        found = self.leads[entity_id]
        return ("retired", None) if found is None else ("redirected", found)

    def give_way(self, entity_id: str, new_id: str | None) -> None:
        del self.names[entity_id]
        self.leads = {old: new_id if new == entity_id else new for old, new in self.leads.items()}
        self.leads[entity_id] = new_id
        # What the one that stays does not have, it takes; what is retired takes its facts away.
        population = self.populations.pop(entity_id, None)
        if new_id is not None and population is not None:
            self.populations.setdefault(new_id, population)


class Life(RuleBasedStateMachine):
    """A gazetteer that is changed, and the model beside it."""

    ids = Bundle("ids")
    merges = Bundle("merges")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name) / "g"
        table = Path(self.folder.name) / "names.csv"
        table.write_text("entity_id,kind,lang,name\nfirst,place,az,Bakı\n", encoding="utf-8")
        build_gazetteer([table], self.place)
        self.model = Model({"first": frozenset({"Bakı"})})
        self.states = [(opened(self.place).snapshot.id, self.model.copy())]
        self.last_id = 0

    def teardown(self) -> None:
        """The snapshot is whole, and what is exported from it is built to the same one."""
        snapshot = opened(self.place).snapshot
        assert () == verify_snapshot(snapshot)
        verify_past(self.place)
        names, redirects = (Path(self.folder.name) / f"{table}.parquet" for table in ("names", "redirects"))
        names_table(snapshot).write_parquet(names)
        snapshot.redirects().write_parquet(redirects)
        if self.model.names:
            built = build_gazetteer([names, redirects], Path(self.folder.name) / "again")
            assert snapshot.id == built.id
        self.folder.cleanup()

    def new_id(self) -> str:
        self.last_id += 1
        return f"e{self.last_id}"

    def done(self) -> None:
        self.states.append((opened(self.place).snapshot.id, self.model.copy()))

    @rule(target=ids, name=spellings)
    def add(self, name: str) -> str:
        entity_id = self.new_id()
        change(self.place, Add(entity_id, "place", (NewName("az", name),)))
        self.model.names[entity_id] = frozenset({name})
        self.done()
        return entity_id

    @rule(entity_id=ids)
    def retire(self, entity_id: str) -> None:
        if self.model.status(entity_id)[0] != "current":
            with pytest.raises(errors.RefusedChange):
                change(self.place, Retire(entity_id))
            return
        change(self.place, Retire(entity_id))
        self.model.give_way(entity_id, None)
        self.done()

    @rule(target=merges, stays=ids, gives=ids)
    def merge(self, stays: str, gives: str) -> object:
        found = self.model.status(gives)[1]
        if self.model.status(stays)[0] != "current" or found is None or stays == gives:
            with pytest.raises(errors.ChangeError):
                change(self.place, Merge(stays, (gives,)))
            return multiple()
        if found == stays:
            assert None is change(self.place, Merge(stays, (gives,))).entry
            return multiple()
        before = self.model.copy()
        change(self.place, Merge(stays, (gives,)))
        names = self.model.names[found]
        self.model.give_way(found, stays)
        self.model.names[stays] |= names
        self.done()
        return stays, found, before

    @rule(merge=consumes(merges))
    def undo_at_once(self, merge: tuple[str, str, Model]) -> None:
        """Undone when nothing else was done since, a merge leaves what there was before."""
        stays, gave_way, before = merge
        merged = before.copy()
        merged.give_way(gave_way, stays)
        merged.names[stays] |= before.names[gave_way]
        if merged != self.model:
            return
        refused = ""
        try:
            change(self.place, Unmerge(gave_way))
        except errors.RefusedChange as refusal:
            refused = str(refusal)
        # A restore may have gone back behind it, and the same state have come about in another way.
        assert not refused or "the log tells of no merge" in refused
        if refused:
            return
        self.model = before.copy()
        self.done()

    @rule(target=ids, entity_id=ids, name=spellings)
    def split(self, entity_id: str, name: str) -> object:
        new_id = self.new_id()
        found = self.model.status(entity_id)[1]
        if found is None or not {name} < self.model.names[found]:
            with pytest.raises(errors.RefusedChange):
                change(self.place, Split(entity_id, new_id, (NamePick(name),)))
            return multiple()
        change(self.place, Split(entity_id, new_id, (NamePick(name),)))
        self.model.names[found] -= {name}
        self.model.names[new_id] = frozenset({name})
        self.done()
        return new_id

    @rule(target=ids, entity_id=ids)
    def rename_id(self, entity_id: str) -> object:
        new_id = self.new_id()
        if self.model.status(entity_id)[0] != "current":
            with pytest.raises(errors.RefusedChange):
                change(self.place, RenameId(entity_id, new_id))
            return multiple()
        change(self.place, RenameId(entity_id, new_id))
        self.model.names[new_id] = self.model.names[entity_id]
        self.model.give_way(entity_id, new_id)
        self.done()
        return new_id

    @rule(entity_id=ids, name=spellings)
    def add_name(self, entity_id: str, name: str) -> None:
        found = self.model.status(entity_id)[1]
        if found is None:
            with pytest.raises(errors.RefusedChange):
                change(self.place, AddName(entity_id, NewName("az", name)))
            return
        change(self.place, AddName(entity_id, NewName("az", name)))
        if name not in self.model.names[found]:
            self.model.names[found] |= {name}
            self.done()

    @rule(entity_id=ids, name=spellings)
    def drop_name(self, entity_id: str, name: str) -> None:
        found = self.model.status(entity_id)[1]
        if found is None or not {name} < self.model.names[found]:
            with pytest.raises(errors.RefusedChange):
                change(self.place, DropName(entity_id, NamePick(name)))
            return
        change(self.place, DropName(entity_id, NamePick(name)))
        self.model.names[found] -= {name}
        self.done()

    @rule(entity_id=ids, population=st.none() | st.integers(1, 3))
    def set_population(self, entity_id: str, population: int | None) -> None:
        found = self.model.status(entity_id)[1]
        setting = SetFacts(entity_id, (("population", population),))
        if found is None:
            with pytest.raises(errors.RefusedChange):
                change(self.place, setting)
            return
        done = change(self.place, setting)
        before = self.model.populations.get(found)
        assert (before == population) == (done.entry is None)
        if before == population:
            return
        self.model.populate(found, population)
        self.done()
        if population == 3:
            change(self.place, FactsAsBefore(entity_id, ("population",)))
            self.model.populate(found, before)
            self.done()

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        snapshot, model = data.draw(st.sampled_from(self.states))
        past.restore(self.place, snapshot)
        self.model = model.copy()

    @invariant()
    def is_as_the_model(self) -> None:
        """Every ID answers as in the model, and every entity has the names that it has there."""
        place = opened(self.place)
        for entity_id in [f"e{number}" for number in range(1, self.last_id + 1)] + ["first"]:
            status = place.status(entity_id)
            assert self.model.status(entity_id) == (status.state, status.entity_id)
            names = frozenset(name.name for name in place.names(entity_id))
            assert self.model.names.get(status.entity_id or "", frozenset()) == names
            entity = place.entity(entity_id)
            assert self.model.populations.get(status.entity_id or "") == (entity and entity.population)
        assert len(self.model.names) == place.info.table("entities").rows


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=20, stateful_step_count=25)
