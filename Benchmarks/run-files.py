"""What `assay run` is measured on: a script that opens many files and does modest work with each.

    run-files.py make FOLDER COUNT     makes COUNT small files, and two large ones
    run-files.py many FOLDER COUNT     reads and parses them all, writes one for every ten
    run-files.py large FOLDER          reads the large ones
    run-files.py bare FOLDER COUNT     only opens and reads: no work at all
"""

import os
import random
import sys


def make(folder, count):
    source = random.Random(7)
    os.makedirs(f"{folder}/rows", exist_ok=True)
    for number in range(count):
        with open(f"{folder}/rows/{number:06}.csv", "w") as file:
            for _ in range(60):
                file.write(",".join(f"{source.random():.6f}" for _ in range(8)) + "\n")
    for number in range(2):
        with open(f"{folder}/large-{number}.bin", "wb") as file:
            for _ in range(256):
                file.write(source.randbytes(1 << 20))


def many(folder, count):
    sums = [0.0] * 8
    os.makedirs(f"{folder}/made", exist_ok=True)
    for number in range(count):
        with open(f"{folder}/rows/{number:06}.csv") as file:
            rows = [[float(cell) for cell in line.split(",")] for line in file]
        means = [sum(column) / len(rows) for column in zip(*rows)]
        sums = [old + new for old, new in zip(sums, means)]
        if number % 10 == 0:
            with open(f"{folder}/made/{number:06}.txt", "w") as file:
                file.write(repr(means))
    with open(f"{folder}/made/model.txt", "w") as file:
        file.write(repr(sums))


def large(folder):
    total = 0
    for number in range(2):
        with open(f"{folder}/large-{number}.bin", "rb") as file:
            while piece := file.read(1 << 20):
                total += sum(piece[::64])
    with open(f"{folder}/total.txt", "w") as file:
        file.write(str(total))


def bare(folder, count):
    for number in range(count):
        with open(f"{folder}/rows/{number:06}.csv", "rb") as file:
            file.read()


if __name__ == "__main__":
    what, folder, *rest = sys.argv[1:]
    {"make": make, "many": many, "large": large, "bare": bare}[what](folder, *map(int, rest))
