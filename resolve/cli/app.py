"""The commands together."""

from __future__ import annotations

import typer

from gazetteer.cli.guard import end_in_order
from gazetteer.cli.terminal import VersionOption
from resolve.cli.apply_review import apply_review_command
from resolve.cli.batch import batch_command
from resolve.cli.bench import bench_app
from resolve.cli.cluster import cluster_command
from resolve.cli.compare import compare_command
from resolve.cli.guard import guarded
from resolve.cli.index import index_command
from resolve.cli.link import link_command
from resolve.cli.mcp import mcp_command
from resolve.cli.name import name_command
from resolve.cli.serve import serve_command
from resolve.cli.text import text_command
from resolve.cli.transliterate import transliterate_command

app = typer.Typer(
    name="resolve",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def start(version: VersionOption = False) -> None:
    """Map the many spellings of names in Turkish, Azerbaijani, German and Russian onto canonical IDs.

    Example: resolve name Alijew
    """


for _name, _command in (
    ("batch", batch_command),
    ("apply-review", apply_review_command),
    ("name", name_command),
    ("compare", compare_command),
    ("text", text_command),
    ("cluster", cluster_command),
    ("link", link_command),
    ("transliterate", transliterate_command),
    ("index", index_command),
    ("serve", serve_command),
    ("mcp", mcp_command),
):
    app.command(_name)(guarded(_command))
app.add_typer(bench_app, name="bench")


def main() -> None:
    """Run the command."""
    end_in_order()
    app(prog_name="resolve")
