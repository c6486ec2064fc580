"""The public names of both packages: no clash with a submodule, listed, documented."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import gazetteer
import resolve

ROOT = Path(__file__).parents[1]
FACES = [gazetteer, resolve]


def _submodules(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(info.name) for info in found if not info.name.endswith("__main__")]


MODULES = [module for face in FACES for module in (face, *_submodules(face))]
ROOMS = [module for module in MODULES if hasattr(module, "__path__")]
LISTING = [module for module in MODULES if hasattr(module, "__all__")]


def _name(module: ModuleType) -> str:
    return module.__name__


@pytest.mark.parametrize("room", ROOMS, ids=_name)
def test_no_public_name_is_a_submodule(room: ModuleType) -> None:
    """With every submodule imported, what a package offers is still that, not a module of the same name."""
    submodules = {info.name for info in pkgutil.iter_modules(room.__path__)}
    assert set() == submodules & set(getattr(room, "__all__", ()))
    functions = {name for name, value in vars(room).items() if inspect.isroutine(value)}
    assert set() == submodules & functions


@pytest.mark.parametrize("module", LISTING, ids=_name)
def test_all_is_sorted_and_exists(module: ModuleType) -> None:
    """`__all__` holds each name once: constants, classes, functions, by their letters; all of them exist."""
    listed = list(module.__all__)

    def place(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)

    assert sorted(set(listed), key=place) == listed
    assert [] == [name for name in listed if not hasattr(module, name)]


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_public_things_have_docstrings(module: ModuleType) -> None:
    """A module, and each public class and function that it defines, says what it is."""
    assert module.__doc__
    own = {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and (inspect.isclass(value) or inspect.isfunction(value))
        if value.__module__ == module.__name__
    }
    assert [] == [name for name, value in own.items() if not value.__doc__]


@pytest.mark.parametrize("face", FACES, ids=_name)
def test_face_is_documented_for_users(face: ModuleType) -> None:
    """README or docs/ names everything that a package offers, as `package.name`."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert [] == [name for name in face.__all__ if f"{face.__name__}.{name}" not in text]
