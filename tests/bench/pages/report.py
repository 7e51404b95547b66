"""How the figures are printed."""

from tests.bench.pages.measuring import Figures

COLUMNS = f"{'ours':>8}{'floor':>8}{'ratio':>7}{'limit':>7}{'queries':>9}{'bytes':>11}{'packed':>9}"


def heading(kind: str) -> str:
    return f"Pages on {kind}, in milliseconds of processor time of server and database:\n  {'':<46}{COLUMNS}"


def row(figures: Figures) -> str:
    line = figures.line
    if figures.refusal:
        return f"  {line.name:<46}  FAILED: {figures.refusal}"
    numbers = (
        f"{figures.ours:>8.1f}{figures.floor:>8.1f}{figures.ratio:>7.2f}{line.most:>7.1f}"
        f"{figures.queries:>9}{figures.length:>11,}{figures.compressed:>9,}"
    )
    return f"  {line.name:<46}{numbers}{'' if figures.holds else '  TOO MUCH'}"
