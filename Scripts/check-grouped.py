"""Measures of groups by Fairlearn and scikit-learn, as fixtures of GroupedPerformanceTests.

    check-grouped.py            prints the values that the tests keep

Rows come from a linear congruence, which the test computes too.
"""

import numpy
from fairlearn.metrics import MetricFrame
from sklearn.metrics import (
    accuracy_score, f1_score, mean_absolute_error, ndcg_score, r2_score, root_mean_squared_error,
)

ROWS = 600


def units(count, start):
    """Numbers 0..<1, the same in Swift: x ← 1664525 x + 1013904223 modulo 2³²."""
    state, found = start, []
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        found.append((state >> 8) / 2**24)
    return numpy.array(found)


def main():
    draw = units(4 * ROWS, 11).reshape(ROWS, 4)
    group = numpy.where(draw[:, 0] < 0.5, "a", numpy.where(draw[:, 0] < 0.8, "b", "c"))
    label = (draw[:, 1] * 3).astype(int)
    wrong = draw[:, 2] < numpy.where(group == "a", 0.2, 0.35)
    decision = numpy.where(wrong, (label + 1) % 3, label)
    macro = lambda true, said: f1_score(true, said, average="macro")
    frame = MetricFrame(
        metrics={"accuracy": accuracy_score, "macro_f1": macro}, y_true=label, y_pred=decision,
        sensitive_features=group)
    print(frame.by_group, frame.difference(), sep="\n")
    for index in range(3):
        print("selection", index, [float((decision[group == g] == index).mean()) for g in "abc"])

    actual = draw[:, 1] * 10
    predicted = actual + (draw[:, 2] - 0.5) * numpy.where(group == "c", 6, 3)
    frame = MetricFrame(
        metrics={
            "mae": mean_absolute_error, "rmse": root_mean_squared_error, "r2": r2_score,
            "mean_error": lambda true, said: float((true - said).mean()),
        }, y_true=actual, y_pred=predicted, sensitive_features=group)
    with numpy.printoptions(precision=17):
        for name, values in frame.by_group.items():
            print(name, [float(value) for value in values], float(frame.difference()[name]))

    relevance = (draw[:, 1] * 4).astype(int)
    score = relevance + (draw[:, 2] - 0.5) * numpy.where(group == "a", 2, 8)
    query = numpy.arange(ROWS) // 12
    for name in "abc":
        gains = []
        for number in range(ROWS // 12):
            rows = (query == number) & (group == name)
            if relevance[rows].sum() == 0:
                continue
            gains.append(
                ndcg_score([relevance[rows]], [score[rows]]) if rows.sum() > 1 else 1.0)
        print("ndcg", name, len(gains), float(numpy.mean(gains)))


if __name__ == "__main__":
    main()
