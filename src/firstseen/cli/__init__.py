"""The command line: one file per command, loaded when it is asked for. Errors become exit codes here."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from typing import Any, Final

import click

from firstseen.cli.output import clean, emit
from firstseen.errors import FirstseenError, StoppedError, StorageFullError, WrongUseError

__all__ = ["COMMANDS", "main", "program"]

COMMANDS: Final = {
    "new": "an empty case",
    "set": "change what a case is about",
    "add": "read sources, store every byte, record items and appearances",
    "trace": "examine, match, group, date, order, find; does only what is missing",
    "status": "what is in a case, what is left to do, what went wrong",
    "find": "where is this picture in the case? (it is not added)",
    "list": "copies, groups, spread, appearances, findings, items or media",
    "show": "one thing with everything known about it and why",
    "decide": "what a person concluded about a finding",
    "stamp": "trusted time for the custody log: request, reply, whom to trust",
    "publish": "the case as a static page that opens anywhere, or as an evidence package",
    "verify": "every stored byte and every log entry checked",
    "backup": "a whole copy, while other commands run",
    "repair": "a lost or damaged catalogue made anew from stored bytes and log",
    "demo": "a sample case, traced and published, in under a minute",
}
"""Every command with what it does, in the order of a case. Each is `command` in the module `firstseen.cli.NAME_`."""


class _Commands(click.Group):
    """Loads a command's module when the command is used: `firstseen status` need not load what `trace` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"firstseen.cli.{cmd_name}_").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="firstseen", message="firstseen %(version)s")
def program() -> None:
    """Finds every copy of a picture in what was collected, and says where each was first seen, and what does not fit.

    Works offline: nothing is sent anywhere, but for `stamp --url`, which asks the authority it names. Exit codes:
    0 done; 1 done, but some inputs were refused; 2 wrong use; 3 the case is damaged; 4 stopped, and can be resumed.
    """


def main() -> None:
    """Runs the program and exits with the code that the outcome has."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs the program with these arguments; gives the exit code."""
    as_json = "--json" in arguments
    try:
        outcome: Any = program.main(arguments, prog_name="firstseen", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except FirstseenError as error:
        return _told(error, as_json)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        if as_json:
            _tell_json(error.format_message(), None, 2)
        else:
            click.echo(f"firstseen: {clean(error.format_message())}", err=True)
            click.echo("  Try --help after the command.", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        return _told(StoppedError("stopped", advice="Nothing is lost: run the same command again to go on."), as_json)
    except (BrokenPipeError, SystemExit):
        # The reader of our output has gone (`| head`); click leaves with SystemExit then, and only then. Python would
        # complain once more while it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _told(_system_error(error), as_json)


def _system_error(error: OSError) -> FirstseenError:
    """What an error of the system that nothing nearer understood means to a person: what, on which file."""
    where = error.filename or "a file"
    if isinstance(error, PermissionError):
        return WrongUseError(f"no permission for {where}", advice="Check who owns the folder.")
    if error.errno == errno.ENOSPC:
        return StorageFullError(f"the disk that holds {where} is full", advice="Make room, then run it again.")
    return FirstseenError(f"{where}: {error.strerror or error}")


def _told(error: FirstseenError, as_json: bool) -> int:
    if as_json:
        _tell_json(error.message, error.advice, error.exit_code)
    else:
        click.echo(f"firstseen: {clean(error.message)}", err=True)
        if error.advice:
            click.echo(f"  {clean(error.advice)}", err=True)
    return error.exit_code


def _tell_json(message: str, advice: str | None, exit_code: int) -> None:
    emit({"error": message, "advice": advice, "exit_code": exit_code})
