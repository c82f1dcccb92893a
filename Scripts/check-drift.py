"""The Python side of check-drift.sh: drift and sketches, computed with other people's code.

compare             computes the values of the pinned file again and compares them
pin                 writes the pinned file
write FOLDER SEED   writes random samples with SciPy's values, NannyML's car loans, and sketches
check FOLDER SEED   reads the sketches that Swift wrote for the same samples
"""

import base64
import csv
import json
import math
import sys
import zipfile
from pathlib import Path

import datasketches
import numpy
import river
import scipy
from river import drift
from scipy import spatial, stats

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


def stability(reference, current, bins=10, smoothing=0.5):
    """The pinned convention of PSI, by its definition: counts per bin, and the index."""
    order = numpy.sort(reference)
    edges = sorted({order[q * len(order) // bins] for q in range(1, bins)} - {order[0]})
    count = lambda values: [int(n) for n in numpy.bincount(
        numpy.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)]
    counts = count(reference), count(current)
    shares = [(numpy.array(c) + smoothing) / (sum(c) + smoothing * len(c)) for c in counts]
    index = stats.entropy(*shares) + stats.entropy(*reversed(shares))
    return counts[0], counts[1], float(index)


def numbers(reference, current):
    reference, current = numpy.array(reference), numpy.array(current)
    test = stats.ks_2samp(reference, current)
    first, second, index = stability(reference, current)
    return {
        "statistic": float(test.statistic), "pValue": float(test.pvalue),
        "place": float(test.statistic_location),
        "wasserstein": float(stats.wasserstein_distance(reference, current)),
        "deviation": float(reference.std()), "referenceCounts": first, "currentCounts": second,
        "stability": index,
        "jensenShannon": float(spatial.distance.jensenshannon(first, second)),
    }


def categories(reference, current):
    table = numpy.array([reference, current], dtype=float)
    table = table[:, table.sum(axis=0) > 0]
    plain = stats.chi2_contingency(table, correction=False)
    corrected = stats.chi2_contingency(table, correction=True)
    smooth = (numpy.array(reference) + 0.5, numpy.array(current) + 0.5)
    return {
        "statistic": float(plain.statistic), "pValue": float(plain.pvalue),
        "degreesOfFreedom": int(plain.dof), "smallestExpected": float(plain.expected_freq.min()),
        "correctedStatistic": float(corrected.statistic),
        "correctedPValue": float(corrected.pvalue),
        "cramersV": float(stats.contingency.association(table.astype(int), correction=False)),
        "fromReference": float(stats.entropy(*smooth)),
        "fromCurrent": float(stats.entropy(*reversed(smooth))),
        "jensenShannon": float(spatial.distance.jensenshannon(reference, current)),
    }


def samples():
    """Small samples in full."""
    rng = numpy.random.default_rng(5)
    cases = [
        ([1, 2, 3, 4, 5], [3, 4, 5, 6, 7, 8]), ([0, 1, 3], [5, 6, 8]), ([1], [1]), ([1], [2]),
        ([2, 2, 2, 2], [2, 2, 2]),
        (rng.normal(size=30).round(3).tolist(), rng.normal(0.5, 1, 47).round(3).tolist()),
        (rng.normal(size=60).round(2).tolist(), rng.normal(size=60).round(2).tolist()),
        (rng.poisson(3, 80).tolist(), rng.poisson(4, 61).tolist()),
        ((rng.normal(size=40) * 1e-5).round(9).tolist(),
         (rng.standard_cauchy(33) * 1e6).round(0).tolist()),
    ]
    return [{"reference": r, "current": c, **numbers(r, c)} for r, c in cases]


def spread(count, step, bend):
    """Numbers that two languages make alike, to the last bit."""
    share = (numpy.arange(count, dtype=numpy.int64) * step % count) / count
    return share + bend * share * share


def large():
    """Samples by a formula: `count`, `step` and `bend` of either side."""
    cases = [((20011, 7919, 0.0), (15013, 4001, 0.02)), ((20011, 7919, 0.0), (15013, 4001, 0.2)),
             ((30011, 7919, 0.0), (300, 7, 0.01)), ((12007, 5003, 0.5), (12011, 17, 0.45))]
    return [{"sides": [list(map(float, one)), list(map(float, other))],
             **numbers(spread(*one), spread(*other))} for one, other in cases]


def weighted():
    rng = numpy.random.default_rng(6)
    cases = []
    for n, m in ((8, 5), (40, 30)):
        x, y = rng.normal(size=n).round(2), rng.normal(size=m).round(2)
        u, v = rng.integers(1, 6, n), rng.integers(1, 6, m)
        # Whole weights are rows that come so many times.
        whole = stats.ks_2samp(numpy.repeat(x, u), numpy.repeat(y, v))
        cases.append({
            "reference": x.tolist(), "current": y.tolist(), "referenceWeights": u.tolist(),
            "currentWeights": v.tolist(), "statistic": float(whole.statistic),
            "wasserstein": float(stats.wasserstein_distance(x, y, u, v))})
    return cases


def tables():
    cases = [([10, 10, 20], [20, 20, 20]), ([12, 30], [25, 24]), ([12, 30], [24, 60]), ([5], [9]),
             ([3, 0, 7, 0], [1, 4, 0, 0]), ([1000, 2000, 3000, 10], [1100, 1900, 3100, 2]),
             ([9, 12, 4], [25, 25, 25])]
    return [{"reference": r, "current": c, **categories(r, c)} for r, c in cases if len(r) > 1]


def rates():
    values = [0.001, 0.2, 0.03, 0.03, 1.0, 0.0, 0.9, 0.011, 0.05]
    return {"pValues": values, "adjusted": stats.false_discovery_control(values).tolist()}


def congruential(count, seed):
    """0...1, made alike in two languages."""
    values, state = [], seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(state / 2**31)
    return values


def stream(name):
    values = congruential(6000, 42)
    if name == "jump":
        return [v + (0.3 if i >= 2500 else 0) for i, v in enumerate(values)]
    if name == "steps":
        return [v * 4 + 3 * (i // 1500) for i, v in enumerate(values)]
    if name == "slope":
        return [v + i / 3000 for i, v in enumerate(values)]
    return values


def streams():
    result = {}
    for name in ("steady", "jump", "steps", "slope"):
        values = stream(name)
        adwin, hinkley = drift.ADWIN(), drift.PageHinkley(threshold=20)
        down = drift.PageHinkley(threshold=5, delta=0.05, mode="down", min_instances=60)
        watch = drift.binary.DDM()
        found = {"adwin": [], "pageHinkley": [], "pageHinkleyDown": [], "errorDrifts": [],
                 "errorWarnings": []}
        for i, value in enumerate(values):
            adwin.update(value), hinkley.update(value), down.update(-value)
            watch.update(value > 0.8)
            for detector, key in ((adwin, "adwin"), (hinkley, "pageHinkley"),
                                  (down, "pageHinkleyDown"), (watch, "errorDrifts")):
                if detector.drift_detected:
                    found[key].append(i)
            if watch.warning_detected:
                found["errorWarnings"].append(i)
        found["errorWarnings"] = [len(found["errorWarnings"]), sum(found["errorWarnings"])]
        result[name] = {**found, "width": int(adwin.width), "mean": adwin.estimation}
    return result


def encoded(sketch):
    return base64.b64encode(bytes(sketch)).decode()


def quantile_sketches():
    cases = []
    for k, count in ((200, 0), (200, 1), (200, 5), (8, 1000), (20, 3000)):
        sketch = datasketches.kll_doubles_sketch(k)
        for i in range(count):
            sketch.update(float(i * 7919 % 10007))
        case = {"bytes": encoded(sketch.serialize()), "count": count, "k": k}
        if count:
            case.update(minimum=sketch.get_min_value(), maximum=sketch.get_max_value(),
                        retained=sketch.num_retained,
                        median=sketch.get_rank(5000.0, True))
        cases.append(case)
    return cases


def distinct_sketches():
    cases = []
    types = (datasketches.HLL_4, datasketches.HLL_6, datasketches.HLL_8)
    for kind, lg in zip(types, (9, 8, 8)):
        for count in (0, 3, 20, 5000, 2_000_000 if lg == 9 else 40_000):
            sketch = datasketches.hll_sketch(lg, kind)
            for i in range(count):
                sketch.update(float(i))
            merged = datasketches.hll_union(lg)
            merged.update(sketch)
            for compact in ((True, False) if count in (3, 20, 5000) else (True,)):
                raw = sketch.serialize_compact() if compact else sketch.serialize_updatable()
                cases.append({"bytes": encoded(raw), "count": count, "lg": lg})
    return cases


def item_sketches():
    exact, lossy = datasketches.frequent_strings_sketch(4), datasketches.frequent_strings_sketch(4)
    for i in range(5):
        exact.update(f"näme {i}", i + 1)
    for i in range(400):
        lossy.update(f"n{i % 37}", 1 + i % 5)
    empty = datasketches.frequent_strings_sketch(4)
    return [{"bytes": encoded(sketch.serialize()), "total": sketch.total_weight,
             "error": sketch.get_upper_bound("n1") - sketch.get_lower_bound("n1"),
             "names": names, "lower": [sketch.get_lower_bound(n) for n in names]}
            for sketch, names in (
                (exact, ["näme 0", "näme 4", "none"]), (lossy, ["n1", "n2", "n36"]),
                (empty, ["n1"]))]


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


SECTIONS = [distributions, samples, large, weighted, tables, rates, streams, quantile_sketches,
            distinct_sketches, item_sketches]


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def pinned_values():
    versions = {"numpy": numpy.__version__, "scipy": scipy.__version__,
                "river": river.__version__, "datasketches": "5.2.0"}
    return {"versions": versions, **{camel(s.__name__): s() for s in SECTIONS}}


def pin():
    text = json.dumps(pinned_values(), separators=(",", ":"), allow_nan=False)
    PINNED.write_text(text.replace('},{"', '},\n{"') + "\n")
    print(f"wrote {PINNED.relative_to(ROOT)}: {PINNED.stat().st_size} bytes")
    return 0


def compare():
    values, pinned = pinned_values(), json.loads(PINNED.read_text())
    # KLL sketches toss coins: their bytes are read, not compared.
    values.pop("quantileSketches"), pinned.pop("quantileSketches")
    found = list(differences(values, pinned))
    for line in found:
        print(line)
    print(f"{len(SECTIONS)} sections, {len(found)} differences")
    return 1 if found else 0


def random_samples(rng):
    for _ in range(60):
        n, m = (int(10 ** rng.uniform(0, 3.7)) for _ in range(2))
        kind = rng.integers(4)
        draw = [lambda k, s: rng.normal(s, 1, k), lambda k, s: rng.poisson(3 + s, k).astype(float),
                lambda k, s: rng.lognormal(s, 2, k), lambda k, s: rng.uniform(s, 1 + s, k)][kind]
        yield draw(n, 0.0), draw(m, float(rng.choice([0, 0.05, 0.5])))
    for n, m in ((10_000, 10_000), (10_000, 9_999), (10_001, 40), (200_000, 90_000)):
        yield rng.normal(size=n), rng.normal(0.01, 1, m)


def car_loans(folder):
    """Chunks of NannyML's car loans against their reference, from its wheel."""
    wheel = next(folder.glob("nannyml*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        read = lambda name: list(csv.DictReader(
            archive.read(f"nannyml/datasets/data/synthetic_car_loan_{name}.csv").decode().split("\n")))
        reference, analysis = read("reference"), read("analysis")
    for start in range(0, 50_000, 5_000):
        for column in ("car_value", "debt_to_income_ratio", "driver_tenure"):
            yield [float(row[column]) for row in reference], [
                float(row[column]) for row in analysis[start:start + 5_000]]


def write(folder, seed):
    rng = numpy.random.default_rng(seed)
    cases = [{"reference": r.tolist(), "current": c.tolist(), **numbers(r, c)}
             for r, c in random_samples(rng)]
    loans = [{"reference": r, "current": c, **numbers(r, c)} for r, c in car_loans(folder)]
    (folder / "numbers.json").write_text(json.dumps(cases + loans))
    tables = []
    for _ in range(100):
        levels = int(10 ** rng.uniform(0.4, 3))
        shares = rng.dirichlet(numpy.ones(levels) * 3)
        r, c = rng.multinomial(20 * levels, shares), rng.multinomial(13 * levels, shares)
        tables.append({"reference": r.tolist(), "current": c.tolist(), **categories(r, c)})
    (folder / "tables.json").write_text(json.dumps(tables))
    print([round(loan["statistic"], 4) for loan in loans[::3]])
    return 0


def check(folder, seed):
    """Swift's sketches of 0..<n as doubles, and of the texts `value i`, merged from 7 parts."""
    bad = 0
    for path in sorted(folder.glob("*.sketch")):
        kind, count = path.stem.split("-")
        count, raw = int(count), path.read_bytes()
        if kind == "kll":
            sketch = datasketches.kll_doubles_sketch.deserialize(raw)
            ranks = [sketch.get_rank(count * q / 10, True) - q / 10 for q in range(1, 10)]
            worst = max(map(abs, ranks)) if count else 0
            good = sketch.n == count and worst <= sketch.normalized_rank_error(False)
            sketch.update(5.0), sketch.merge(sketch)
            good = good and sketch.n == 2 * count + 2
        elif kind == "hll" or kind == "texts":
            sketch = datasketches.hll_sketch.deserialize(raw)
            union = datasketches.hll_union(12)
            union.update(sketch)
            own = datasketches.hll_sketch(12)
            for i in range(count):
                own.update(float(i) if kind == "hll" else f"value {i}")
            union.update(own)
            both = datasketches.hll_union(12)
            both.update(own)
            # The same values again change no slot, so the union is that of one side alone.
            same = union.get_result().get_estimate() == both.get_result().get_estimate()
            worst = abs(sketch.get_estimate() - count) / max(count, 1)
            good = worst < 0.06 and (same or count < 400)
        else:
            sketch = datasketches.frequent_strings_sketch.deserialize(raw)
            worst = max((abs(sketch.get_lower_bound(f"value {i}") - (count - i))
                         for i in range(min(count, 50))), default=0)
            good = worst == 0 and sketch.total_weight == count * (count + 1) // 2
        print(f"{path.name}: {worst:.5f} {'read' if good else 'WRONG'}")
        bad += not good
    return 1 if bad else 0


if __name__ == "__main__":
    command, *arguments = sys.argv[1:] or ["compare"]
    if command in ("compare", "pin"):
        sys.exit({"compare": compare, "pin": pin}[command]())
    sys.exit({"write": write, "check": check}[command](Path(arguments[0]), int(arguments[1])))
