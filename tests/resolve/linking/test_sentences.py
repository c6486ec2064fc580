"""What names in running text mean: a row a case."""

from __future__ import annotations

import pytest
from conftest import CASES

import resolve
from resolve.articles import Document, Reader

ROWS = [
    line.split("\t")
    for line in (CASES / "linking" / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
][1:]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(resolve.open())


@pytest.mark.parametrize(("lang", "text", "linked", "note"), ROWS, ids=[row[3] for row in ROWS])
def test_linked(reader: Reader, lang: str, text: str, linked: str, note: str) -> None:
    """The names that are linked, in order, each with its entity."""
    found = reader.read([Document("case", text, lang)])
    expected = [part for part in linked.split("|") if part]
    assert expected == [f"{one.surface}={one.entity_id}" for one in found if one.decision == "match"], note


@pytest.mark.parametrize(
    ("lang", "text", "surface", "lemma"),
    [
        ("tr", "Aleksey Overçuk'u kabul etti.", "Aleksey Overçuk'u", "Aleksey Overçuk"),
        ("tr", "Azerbaycan Hava Yollarına ait uçak", "Azerbaycan Hava Yollarına", "Azerbaycan Hava Yolları"),
        ("az", "Bu barədə V.Putinə məlumat verilib, Rusiya da.", "V.Putinə", "V.Putin"),
        ("az", "ATƏT-in Minsk Qrupunun səfəri", "ATƏT-in Minsk Qrupunun", "ATƏT-in Minsk Qrupu"),
        ("de", "die Führung der Russischen Föderation", "Russischen Föderation", "Russische Föderation"),
    ],
)
def test_lemmas(reader: Reader, lang: str, text: str, surface: str, lemma: str) -> None:
    """The lemma is the surface without its ending, in its own spelling."""
    found = {one.surface: one.lemma for one in reader.read([Document("case", text, lang)])}
    assert lemma == found[surface]


def test_unknown_persons_share_a_group(reader: Reader) -> None:
    """Mentions of one person whom nobody knows have one number, those of another have another."""
    text = "Müəllim Orxan Qaraxanov dərs deyib. Qaraxanov sevinib. Həkim Aysel Nuriyeva da gəlib."
    found = reader.read([Document("case", text, "az")])
    groups = {one.surface: one.group for one in found if one.kind == "person"}
    assert groups["Orxan Qaraxanov"] == groups["Qaraxanov"]
    assert groups["Orxan Qaraxanov"] != groups["Aysel Nuriyeva"]
    assert {None} == {one.entity_id for one in found if one.kind == "person"}
