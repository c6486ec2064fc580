"""The commands together, and the way out of them."""

from __future__ import annotations

import typer

from gazetteer.cli.change import (
    add_command,
    add_name_command,
    apply_command,
    drop_name_command,
    merge_command,
    rename_id_command,
    retire_command,
    set_command,
    split_command,
)
from gazetteer.cli.checking import check_command
from gazetteer.cli.guard import end_in_order, guarded
from gazetteer.cli.inquire import info_command, search_command, show_command
from gazetteer.cli.look_back import diff_command, log_command, prune_command, restore_command
from gazetteer.cli.produce import build_command, export_command
from gazetteer.cli.terminal import VersionOption

app = typer.Typer(
    name="gazetteer",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def start(version: VersionOption = False) -> None:
    """Build, check and look into gazetteers: entities, and their names in many languages.

    Example: gazetteer search Bakı
    """


for _name, _command in (
    ("build", build_command),
    ("check", check_command),
    ("export", export_command),
    ("info", info_command),
    ("show", show_command),
    ("search", search_command),
    ("apply", apply_command),
    ("add", add_command),
    ("retire", retire_command),
    ("merge", merge_command),
    ("split", split_command),
    ("rename-id", rename_id_command),
    ("add-name", add_name_command),
    ("drop-name", drop_name_command),
    ("set", set_command),
    ("log", log_command),
    ("diff", diff_command),
    ("restore", restore_command),
    ("prune", prune_command),
):
    app.command(_name)(guarded(_command))


def main() -> None:
    """Run the command."""
    end_in_order()
    app()
