"""The command line, asked in this process: what it printed and the exit code it left with."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest import mock

from foedus.show.cli import main


@dataclass(frozen=True)
class Told:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def foedus(*words: object, columns: int = 160) -> Told:
    """What `foedus` with these words tells, as it would through a pipe."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["foedus", *(str(each) for each in words)]
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.dict("os.environ", {"COLUMNS": str(columns)}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 3
    return Told(code=code, out=out.getvalue(), err=err.getvalue())
