"""Reference values for drift in the room Statistics, computed with other people's code.

Prints each section and how far the pinned file is from it. Run by Scripts/check-drift.sh.
"""

import json
import math
import sys
from pathlib import Path

import numpy
import scipy
from scipy import stats

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "Tests/StatisticsTests/drift-values.json"
TOLERANCE = 1e-12


def rows_of(function, arguments):
    return [{"at": [float(a) for a in at], "value": float(function(*at))} for at in arguments]


def distributions():
    """Each value at its arguments, in the order of Swift's."""
    from scipy import special
    from scipy.stats import _ksstats

    shapes = [(0.5, 1e-10), (0.5, 0.3), (1, 1), (3.5, 2), (10, 30), (10.5, 2), (150, 140.5),
              (1e4, 1.02e4), (5e5, 5.01e5), (5e5, 4.99e5), (2, 400)]
    betas = [(0.5, 0.5, 0.1), (1, 1, 0.3), (2.5, 0.5, 0.999), (30, 70, 0.2), (30, 70, 0.4),
             (1e5, 2e5, 0.334), (5000, 0.5, 0.9999), (0.1, 8, 1e-6), (3, 200, 0.2)]
    students = [(1, 12.7), (1, 1e6), (2.5, -0.3), (19, 2.09), (19, 8), (1e6, 1.96), (4, 1e-8)]
    noncentral = [(1, 0.5, 2), (9, 0, 12), (9, 3, 4), (9, 40, 70), (9, 40, 20), (999, 1, 1100),
                  (3, 500, 430), (40, 900, 1000)]
    distances = [(1, 0.6), (2, 0.3), (3, 0.17), (5, 0.19), (10, 0.35), (20, 0.1), (50, 0.6),
                 (100, 0.05), (100, 0.12), (140, 0.1), (140, 0.2), (200, 0.03), (1000, 0.02),
                 (1000, 0.04), (1000, 0.1), (5000, 0.006), (5000, 0.0201), (5000, 0.04),
                 (50_000, 0.002), (50_000, 0.0063), (50_000, 0.0068), (50_000, 0.02),
                 (500_000, 0.001), (500_000, 0.0015), (500_000, 0.0022), (500_000, 0.01),
                 (500_000, 0.02)]
    quantiles = [(1, 0.975), (1, 1e-6), (3.5, 0.3), (19, 0.975), (1e6, 0.995)]
    return {
        "gammaLower": rows_of(special.gammainc, shapes),
        "gammaUpper": rows_of(special.gammaincc, shapes),
        "betaLower": rows_of(special.betainc, betas),
        "betaUpper": rows_of(special.betaincc, betas),
        "normalLower": rows_of(special.ndtr, [(-37,), (-10,), (-1.5,), (0,), (0.7,), (5,)]),
        "studentUpper": rows_of(lambda df, t: stats.t.sf(t, df), students),
        "studentQuantile": rows_of(lambda df, p: stats.t.ppf(p, df), quantiles),
        "chiSquareUpperQuantile": rows_of(
            lambda df, p: stats.chi2.isf(p, df),
            [(1, 0.05), (1, 1e-12), (9, 0.975), (999, 0.01), (1e6, 0.3)]),
        "betaQuantile": rows_of(
            lambda a, b, p: special.betaincinv(a, b, p),
            [(1, 30, 0.975), (5, 52, 0.025), (0.5, 0.5, 0.01), (3e4, 7e4, 0.5)]),
        "noncentralLower": rows_of(
            lambda df, l, x: special.chndtr(x, df, l), noncentral),
        "kolmogorovUpper": rows_of(lambda n, x: _ksstats.kolmogn(n, x, cdf=False), distances),
        "smirnovUpper": rows_of(
            special.smirnov, [(1, 0.3), (7, 0.2), (1000, 0.05), (20_000, 0.01), (100_000, 0.02)]),
    }


def differences(computed, pinned, path=""):
    """The places where two values of JSON differ by more than the tolerance."""
    if isinstance(computed, dict) and isinstance(pinned, dict):
        for name in sorted(computed.keys() | pinned.keys()):
            yield from differences(computed.get(name), pinned.get(name), f"{path}/{name}")
    elif isinstance(computed, list) and isinstance(pinned, list):
        if len(computed) != len(pinned):
            yield f"{path}: {len(computed)} entries where {len(pinned)} are pinned"
        for index, pair in enumerate(zip(computed, pinned)):
            yield from differences(*pair, f"{path}/{index}")
    elif isinstance(computed, (int, float)) and isinstance(pinned, (int, float)):
        if not math.isclose(computed, pinned, rel_tol=TOLERANCE, abs_tol=1e-300):
            yield f"{path}: {computed!r} where {pinned!r} is pinned"
    elif computed != pinned:
        yield f"{path}: {computed!r} where {pinned!r} is pinned"


SECTIONS = [distributions]


def main():
    values = {"versions": {"numpy": numpy.__version__, "scipy": scipy.__version__}}
    for section in SECTIONS:
        values[section.__name__] = section()
    if "--pin" in sys.argv:
        text = json.dumps(values, separators=(",", ":"), allow_nan=False)
        PINNED.write_text(text.replace('},{"', '},\n{"') + "\n")
        print(f"wrote {PINNED.relative_to(ROOT)}: {PINNED.stat().st_size} bytes")
        return 0
    found = list(differences(values, json.loads(PINNED.read_text())))
    for line in found:
        print(line)
    print(f"{len(SECTIONS)} sections, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
