"""The notebook of the documents runs from its first cell to its figure, and its printed answers are what it shows.

FOEDUS_ACCEPT=1 writes what it prints now into the notebook instead of comparing.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "from-articles-to-a-figure.ipynb"


def printed(cell: Any) -> list[str]:
    """The text that a cell printed or answered; a figure is told by its kind alone."""
    found = []
    for each in cell.get("outputs", ()):
        if each.output_type == "stream":
            found.append(each.text)
        elif "image/png" in each.get("data", {}):
            found.append("figure")
        else:
            found.append(each.data["text/plain"])
    return found


@pytest.fixture(scope="module")
def run() -> Any:
    """The notebook after a run in a kernel of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the kernel's own libraries
        from nbclient import NotebookClient

        notebook = nbformat.read(NOTEBOOK, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        with pytest.MonkeyPatch.context() as patch:
            source = str(NOTEBOOK.parents[1] / "src")
            patch.setenv("PYTHONPATH", os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]).strip(os.pathsep))
            patch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
            NotebookClient(notebook, timeout=500, kernel_name="python3", store_widget_state=False,
                           resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()  # fmt: skip
        return notebook


def test_the_notebook_shows_what_it_prints(run: Any) -> None:
    shown = nbformat.read(NOTEBOOK, as_version=4)
    if os.environ.get("FOEDUS_ACCEPT"):
        for cell in run.cells:
            cell.metadata.pop("execution", None)
        nbformat.write(run, NOTEBOOK)
        return
    assert [printed(cell) for cell in run.cells] == [printed(cell) for cell in shown.cells], (
        "the notebook tells what is no longer so: run this test with FOEDUS_ACCEPT=1"
    )


def test_the_figure_is_drawn(run: Any) -> None:
    figures = [each.data["image/png"] for cell in run.cells for each in cell.get("outputs", ()) if "data" in each
               and "image/png" in each.data]  # fmt: skip
    assert len(figures) == 1
    assert len(figures[0]) > 10_000
