"""The description of the twins, tried by schemathesis: whatever it allows is answered as it says."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from conftest import absent
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXAMPLES = 8  # of each page, as described and otherwise


@pytest.fixture(scope="module")
def described(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description as schemathesis reads it from the pages themselves."""
    try:
        import schemathesis
    except ImportError:
        absent("schemathesis is not here: install foedus[test]")
    folder = tmp_path_factory.mktemp("described") / "dossier"
    shutil.copytree(house, folder)
    served = Served(folder, free_port())
    yield schemathesis.openapi.from_url(f"{served.at}/openapi.json")
    served.close()


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_what_is_described_is_answered_as_described(described: Any, mode: str) -> None:
    from schemathesis import GenerationMode

    tried = 0
    for found in described.get_all_operations():
        operation = found.ok()
        if mode == "negative" and not operation.query:
            continue  # every text is a part of an address; only what is asked of a page can be wrong
        _try(operation.as_strategy(generation_mode=GenerationMode(mode)))
        tried += 1
    assert tried > 3


def _try(strategy: Any) -> None:
    checks = [*HealthCheck]
    phases = (Phase.explicit, Phase.generate)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=checks,
        phases=phases,
    )
    @given(case=strategy)
    def trial(case: Any) -> None:
        case.call_and_validate()

    trial()
