"""Random texts, for as long as you like: `make fuzz` for ten minutes.

Half of the time Hypothesis puts lines of wrap-ups together, and half of the time atheris changes bytes in the ways that
reach new lines of the reader. Both ask whether it refuses or reads, and loses no word; Hypothesis also whether it reads
again what it wrote.
"""

import sys
import time
from pathlib import Path

import atheris
from hypothesis import HealthCheck, Phase, given, settings

# It follows the lines only of what is imported under its eyes.
with atheris.instrument_imports(include=["retros.wrapups.document"]):
    from retros.wrapups.document import DocumentRejected, decode
    from tests.retros.wrapups.document.promises import LINES, TEXTS, TOPIC, check, check_kept

CORPUS = Path("var/fuzz")


def with_hypothesis(seconds: float) -> None:
    ends = time.monotonic() + seconds
    tried = 0

    @given(TEXTS)
    @settings(
        max_examples=2000,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    def promises(text: str) -> None:
        nonlocal tried
        tried += 1
        check(text)

    while time.monotonic() < ends:
        promises()
    print(f"Hypothesis: {tried:,} texts, and every promise kept.", flush=True)


def with_atheris(seconds: float) -> None:
    """Ends the process. Its last lines say how many texts were tried."""
    CORPUS.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(LINES):
        (CORPUS / f"line-{number}").write_text(f"{TOPIC}{line}\n", encoding="utf-8")
    options = [f"-max_total_time={int(seconds)}", "-max_len=4000", "-timeout=10", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={CORPUS}/", str(CORPUS)], try_bytes)
    atheris.Fuzz()


def try_bytes(data: bytes) -> None:
    try:
        text = decode(data)
    except DocumentRejected:
        return
    check_kept(text)


if __name__ == "__main__":
    how, duration = sys.argv[1], float(sys.argv[2])
    {"hypothesis": with_hypothesis, "atheris": with_atheris}[how](duration)
