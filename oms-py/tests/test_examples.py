"""Every example runs to its end."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


# One is a storage for other programs, the other needs a broker: they have tests of their own.
APART = {"sqlite_storage", "relay_to_nats"}


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.py") if path.stem not in APART))
def test_example(name, tmp_path):
    done = subprocess.run([sys.executable, EXAMPLES / f"{name}.py"], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_readme_shows_what_runs():
    source = (EXAMPLES / "quickstart.py").read_text()
    code = source.split("# README: begin\n")[1].split("    # README: end")[0].rstrip()
    assert f"```python\n{code}\n```" in (EXAMPLES.parent / "README.md").read_text()
