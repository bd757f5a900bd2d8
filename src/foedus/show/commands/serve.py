"""The command that serves the pages of a dossier to this machine's own browser."""

from __future__ import annotations

import socketserver
from contextlib import suppress
from pathlib import Path

import click
import uvicorn

from foedus.errors import NotADossier
from foedus.show.server.app import application
from foedus.show.server.keeper import Keeper
from foedus.show.terminal import dossier_option

LOOPBACK = "127.0.0.1"
MOST_AT_ONCE = 1_000  # requests; a thousand and more are told to come again
_GRACE_S = 3


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 for any that is free.")
@click.option(
    "--actors", "overlay", type=click.Path(exists=True, path_type=Path), help="Your own actors, laid over ours."
)
@dossier_option
def serve_command(port: int, overlay: Path | None, folder: Path) -> None:
    """Show the dossier's pages at an address of this machine that no other can reach; stop with Ctrl-C."""
    if not folder.is_dir():
        raise NotADossier(folder)
    port = port or _free()
    click.echo(f"opening {folder} …", err=True)
    keeper = Keeper(folder, overlay=overlay)
    click.echo(f"The pages of {folder} are at http://{LOOPBACK}:{port}/ (stop with Ctrl-C)")
    try:
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
            server(keeper, port=port).run()
    finally:
        keeper.close()


def server(keeper: Keeper, *, port: int) -> uvicorn.Server:
    """What serves the pages, at an address of this machine that no other can reach."""
    return uvicorn.Server(
        uvicorn.Config(
            application(keeper, port=port), host=LOOPBACK, port=port, log_level="warning", access_log=False,
            server_header=False, proxy_headers=False, limit_concurrency=MOST_AT_ONCE,
            timeout_graceful_shutdown=_GRACE_S,
        )
    )  # fmt: skip


def _free() -> int:
    """A port that nobody uses."""
    with socketserver.TCPServer((LOOPBACK, 0), socketserver.BaseRequestHandler) as found:
        return int(found.server_address[1])
