"""``python -m evals.samples [FOLDER]``: write every sample and the manifest again, byte for byte the same."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.corpus.location import corpus_folder
from evals.samples.manifest import write_samples


def main() -> None:
    """Regenerate into the given folder, else into ``corpus/samples``."""
    samples = corpus_folder() / "samples"
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else samples
    for path in write_samples(samples / "sources", target):
        print(path.name, file=sys.stderr)


if __name__ == "__main__":
    main()
