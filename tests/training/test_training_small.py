import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import absent

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / ".." / "shared" / "data"
BASE = Path(os.environ.get("FOEDUS_BASE", ROOT / ".." / "shared" / "base"))


def test_the_small_configuration_trains_resumes_and_writes_a_model_that_reads(tmp_path):
    for module in ("torch", "onnx", "safetensors"):
        if importlib.util.find_spec(module) is None:
            absent(f"training needs {module}: install foedus[training]")
    if not (DATA / "syntax").is_dir():
        absent("there is no training data beside the repository")
    if not (BASE / "model.safetensors").is_file():
        absent("the base weights are not at hand: set FOEDUS_BASE to their folder")
    command = [sys.executable, "-m", "training", str(DATA), "--config", "small", "--base", str(BASE), "--threads", "1"]
    command += ["--work", str(tmp_path / "work"), "--out", str(tmp_path / "model" / "foedus.onnx")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))), "OMP_NUM_THREADS": "1"}
    first = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    again = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    logged = [json.loads(line) for line in first.stdout.splitlines()]
    assert any("figures" in line for line in logged)
    assert not any("figures" in json.loads(line) for line in again.stdout.splitlines())  # resumed at its end

    from foedus.encoder import Encoder

    encoder = Encoder.load(tmp_path / "model")
    assert encoder.self_test() is None
    assert [word.text for word in encoder.analyse("It can't be.").sentences[0].words] == ["It", "ca", "n't", "be", "."]
