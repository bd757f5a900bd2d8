"""The command line: one name per command, loaded only when it is called, and exit codes that tell the truth.

0 done, perhaps with notes; 1 done with faults; 2 asked wrongly; 3 something broke.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback

import click

from foedus.errors import CannotWrite, ConfigurationError, DamagedDossier, FoedusError

FAULTS, ASKED_WRONGLY, BROKE = 1, 2, 3

# Where each command lives and what it is for; the help page is printed from here, nothing imported.
COMMANDS = {
    "run": ("verbs", "Gather, read, resolve, trace, assemble, check and assess PATH, in order."),
    "gather": ("verbs", "Turn files into documents."),
    "read": ("verbs", "Turn documents into claims with the words that say them."),
    "resolve": ("verbs", "Say which actor each mention means."),
    "trace": ("verbs", "Find copies, and where each claim's chain of voices ends."),
    "assemble": ("verbs", "Join claims of the same thing and count independent roots."),
    "check": ("verbs", "Hold propositions against the reference data."),
    "assess": ("verbs", "Place each relation on the ladder, with receipts."),
    "show": ("questions", "Say what the dossier holds."),
    "claims": ("questions", "List claims: who, what, to whom, on whose word, how sure."),
    "sources": ("origins", "List roots with what stands on them, or copies with --copies."),
    "propositions": ("questions", "List what is said once, with its independent count in two bounds."),
    "relation": ("relations", "Assess one relation: foedus relation CHN RUS."),
    "series": ("over_time", "Show a relation over time: foedus series CHN RUS --by year."),
    "drift": ("origins", "List what changed as a proposition was passed on."),
    "revisions": ("changes", "List what changed where a later text took a document's place."),
    "unread": ("origins", "List the roots leaned on but not in the dossier."),
    "problems": ("questions", "List what could not be read, and what to do."),
    "search": ("questions", "Find documents by their words."),
    "why": ("reasons", "Walk from any id to the highlighted words."),
    "brief": ("reasons", "Write the brief of a relation as HTML or Markdown."),
    "serve": ("serve", "Show the dossier as pages to this machine's own browser."),
    "export": ("files", "Write what the dossier holds in the formats of other programs."),
    "ask": ("upkeep", 'Ask the reference data: foedus ask "CHN RUS defence pact 2001".'),
    "reference": ("upkeep", "Add and list reference datasets."),
    "events": ("coded", "Take in events of GDELT or PLOVER, which count for nothing."),
    "judge": ("decisions", "Record a decision, or undo one."),
    "judgements": ("decisions", "List what persons decided, or export it as gold."),
    "remove": ("changes", "Remove a document and what stands on it."),
    "doctor": ("upkeep", "Say what is installed and whether the reader works."),
    "eval": ("figures", "Print figures on gold data."),
}


class Commands(click.Group):
    """The commands, each imported when it is first asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names in the order of the method."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"foedus.show.commands.{COMMANDS[cmd_name][0]}")
        found = getattr(module, f"{cmd_name}_command")
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands on the help page."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="foedus", prog_name="foedus")
def foedus() -> None:
    """Who claims what about relations between states, on whose word, and who else says so independently."""


def main() -> None:
    """Run the command line and leave with the exit code that tells the truth."""
    try:
        code = foedus.main(prog_name="foedus", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        click.echo("\nstopped: what was finished is kept; run the same command again to go on.", err=True)
        sys.exit(BROKE)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(ASKED_WRONGLY)
    except (CannotWrite, DamagedDossier, ConfigurationError) as broken:
        click.echo(f"foedus: {broken}", err=True)
        sys.exit(BROKE)
    except FoedusError as wrong:
        click.echo(f"foedus: {wrong}", err=True)
        sys.exit(ASKED_WRONGLY)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except IsADirectoryError as wrong:
        click.echo(f"foedus: {wrong.filename} is a folder where a file was asked for; see --help.", err=True)
        sys.exit(ASKED_WRONGLY)
    except OSError as broken:
        click.echo(f"foedus: the machine refused ({broken}): make room or give access, then run this again.", err=True)
        sys.exit(BROKE)
    except Exception:  # noqa: BLE001 - the command is one of the three borders
        traceback.print_exc()
        click.echo("foedus: this is our mistake; nothing acknowledged is lost. Run the command again.", err=True)
        sys.exit(BROKE)
