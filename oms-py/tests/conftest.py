import sys
from pathlib import Path

# The storages of the examples are tested as well.
sys.path.append(str(Path(__file__).parent.parent / "examples"))
