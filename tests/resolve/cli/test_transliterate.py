"""`resolve transliterate` over arguments and standard input."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest
from command_line import call_resolve, environment, run_command

from resolve.conversion import systems, transliterate, variants


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    outcome = call_resolve("transliterate", *arguments, stdin=stdin)
    return outcome.code, outcome.out, outcome.err


def members(*arguments: str) -> dict[str, object]:
    """Return the one object that the command prints."""
    code, output, error = run(*arguments, "--json")
    assert (0, "") == (code, error)
    found: dict[str, object] = json.loads(output)
    return found


def test_arguments() -> None:
    """Each argument is a name, each line of the output its conversion."""
    assert (0, "Schtscherbakow\nAlijew\n", "") == run("Щербаков", "Алиев", "--from", "ru", "--to", "de")


@pytest.mark.parametrize("dash", [(), ("-",)])
def test_standard_input(dash: tuple[str, ...]) -> None:
    """Without a name, or with `-`, the lines of standard input are the names; a blank line stays one."""
    given = "\ufeffЩербаков\r\n\nАлиев".encode()
    assert (0, "Schtscherbakow\n\nAlijew\n", "") == run(*dash, "--from", "ru", "--to", "de", stdin=given)


def test_json() -> None:
    """An object has the fields of the contract; the variants are those of Python."""
    made = members("Сергей", "--from", "ru", "--to", "de")
    assert ["input", "source", "target", "text", "variants"] == list(made)
    assert ("Сергей", "ru", "de", transliterate("Сергей", "ru", "de")) == tuple(made.values())[:4]
    forms = [{"text": v.text, "system": v.system} for v in variants("Сергей", "ru", "de")]
    assert forms == [{"text": v["text"], "system": v["system"]} for v in made["variants"]]
    assert 1 == made["variants"][0]["weight"]


def test_all() -> None:
    """All forms are listed best first, with weight and what made them; an empty line parts two names."""
    code, output, _ = run("Щит", "Щит", "--from", "ru", "--to", "de", "--all")
    one, other = output.split("\n\n")
    assert (0, "Schtschit\t1.000\tde-t-ru-m0-duden") == (code, one.splitlines()[0])
    assert one.splitlines() == other.splitlines()
    assert len(variants("Щит", "ru", "de")) == len(one.splitlines())


def test_list() -> None:
    """Every system is listed under a line of column names, whole."""
    code, output, _ = run("--list")
    rows = [line.split("\t") for line in output.splitlines()]
    assert code == 0
    assert ["id", "from", "to", "authority", "year", "what"] == rows[0]
    assert [[s.id, s.source, s.target, s.authority, str(s.year), s.what] for s in systems()] == rows[1:]


def test_list_on_a_terminal() -> None:
    """For a person, the list keeps to the width of the terminal."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "resolve", "transliterate", "--list"]
    with subprocess.Popen(command, stdout=follower, env=environment(COLUMNS="90")) as process:
        os.close(follower)
        output = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # how Linux says that the other end was closed
                break
            if not piece:
                break
            output += piece
    os.close(leader)
    lines = output.decode().splitlines()
    assert (0, 1 + len(systems())) == (process.returncode, len(lines))
    assert max(map(len, lines)) <= 90
    assert "\t" not in lines[1]
    assert lines[1].startswith(systems()[0].id)


def test_language_not_given() -> None:
    """Without --from, or with und, the letters tell the orthography, and JSON says how sure that is."""
    for given in ((), ("--from", "und")):
        made = members("Vüqar Əliyev", "--to", "ru", *given)
        assert ("az", transliterate("Vüqar Əliyev", "az", "ru")) == (made["source"], made["text"])
        assert ["probability", "script", "reasons"] == list(made["detected"])
        assert made["detected"]["probability"] >= 0.9
        assert "Latn" == made["detected"]["script"]


def test_letters_that_tell_nothing() -> None:
    """A name that may be of any orthography stays `und`, and nothing is said to be detected."""
    made = members("Ana", "--to", "de")
    assert ("und", "Ana", False) == (made["source"], made["text"], "detected" in made)


def test_reverse() -> None:
    """Backwards, the likeliest spelling behind a name is printed, or all of them."""
    back = ("Alijew", "--from", "de", "--to", "ru", "--reverse")
    assert (0, "Алиев\n", "") == run(*back)
    code, output, _ = run(*back, "--all")
    assert (0, "Алиев\t1.000") == (code, output.rpartition("\t")[0].splitlines()[0])
    made = members(*back)
    assert ("de", "ru", "Алиев") == (made["source"], made["target"], made["text"])


def test_explain() -> None:
    """Rules are named by system and line, as in their file, rows of the lexicon by table and source."""
    code, output, _ = run("Щит", "Гейдар", "--from", "ru", "--to", "az", "--explain")
    assert (0, "Şit") == (code, output.splitlines()[0])
    assert "  Щит → Şit\n    Щ → Ş (az-t-ru, line " in output
    assert ": щ > ş)\n" in output
    assert "\n\nHeydər\n  Гейдар → Heydər (lexicon, гейдар in given.tsv, az: " in output


def test_explain_each_step() -> None:
    """Over a third orthography, every step is told by itself."""
    output = run("Щбх Λ", "--to", "de", "--explain")[1]
    assert "\n  de-t-ru-m0-duden: Щбх Λ → " in output
    assert "\n    Λ stays (de-t-ru-m0-duden reads no letter of it)\n" in output
    assert "\n  Any-Latin: " in output


def test_explain_in_json() -> None:
    """The explanation in JSON has steps, words, rows and pieces."""
    step = members("Щит Гейдар", "--from", "ru", "--to", "az", "--explain")["explanation"][0]
    assert ("az-t-ru", "Щит Гейдар", "Şit Heydər") == (step["system"], step["source"], step["target"])
    by_rule, by_custom = step["words"]
    assert (None, "щ > ş") == (by_rule["custom"], by_rule["pieces"][0]["rule"])
    assert [] == by_custom["pieces"]
    assert "lexicon:given/гейдар" == by_custom["custom"]["id"]
    assert ["table", "key", "origin", "source"] == list(by_custom["custom"]["rows"][0])


def test_letters_that_are_not_read() -> None:
    """Names in letters that the way does not read stay, and one message counts and shows them."""
    greek = ["Μητσοτάκης", "Τσίπρας", "Σαμαράς", "Καραμανλής"]
    code, output, error = run(*greek, "Щит", "--from", "ru", "--to", "de")
    assert (0, [*greek, "Schtschit"]) == (code, output.splitlines())
    assert 1 == error.count("\n")
    assert error.startswith("4 names hold words whose letters are not read")
    assert "'Μητσοτάκης', 'Τσίπρας', 'Σαμαράς' and 1 more" in error
    assert "" == run(*greek, "--from", "ru", "--to", "de", "--quiet")[2]


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (("x", "--from", "ru"), b"", "--to is missing"),
        (("x", "--from", "russian", "--to", "de"), b"", "'russian'; there are: "),
        (("x", "--from", "rus", "--to", "de"), b"", "'rus'; there are: ru, "),
        (("x", "--from", "de", "--to", "ka"), b"", "from de there is: "),
        (("x", "--from", "ru", "--to", "de", "--system", "duden"), b"", "de-t-ru-m0-duden"),
        (("--from", "ru", "--to", "de"), b"a\nb\xff", "byte 0xff at offset 3, line 2"),
        (("x", "--to", "de", "--reverse", "--explain"), b"", "--explain: not with --reverse"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], stdin: bytes, message: str) -> None:
    """Wrong use ends with code 2, a message on standard error and no traceback."""
    code, _, error = run(*arguments, stdin=stdin)
    assert code == 2
    assert message in error
    assert "Traceback" not in error


@pytest.mark.parametrize("name", ["\ud800", "Щ\ud800т", "\x01\u0378☃", "a\u0301" * 300, "٣ 3 ½"])
def test_odd_names(name: str) -> None:
    """Half surrogate pairs, unassigned code points, signs and digits are no failure; all output is UTF-8."""
    for option in ((), ("--all",), ("--json", "--explain"), ("--explain",)):
        code, output, _ = run(name, "--from", "ru", "--to", "de", *option)
        assert code == 0
        assert output.encode("utf-8")


def test_ten_megabytes_in_a_line() -> None:
    """A line of ten megabytes is converted like any other, its language given or not."""
    line = "Щит Юрьев " * 550_000
    expected = "Schtschit Jurjew " * 550_000
    for given in (("--from", "ru"), ()):
        outcome = run_command("resolve", "transliterate", "--to", "de", *given, stdin=line.encode())
        assert (0, "") == (outcome.code, outcome.err)
        assert expected == outcome.out.removesuffix("\n")


def test_import_is_light() -> None:
    """The command can be registered without loading ICU or polars."""
    program = "import sys, resolve.cli; print({'icu', 'polars', 'numpy'} & sys.modules.keys())"
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert printed == "set()\n"
