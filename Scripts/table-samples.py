"""Writes the samples of Tests/TablesTests/Samples anew: one small table, by each writer.

    python Scripts/table-samples.py Tests/TablesTests/Samples

needs pyarrow, polars, DuckDB and pyspark with Java.
"""

import base64
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pyspark
from pyspark.sql import SparkSession

ROWS = 60
WORK = Path(tempfile.mkdtemp())
WORDS = ["", "a", "Female", "Mäle", "longer than twelve"]
SAMPLES = {}


def table():
    def column(kind, value, missing):
        return pyarrow.array([None if missing(r) else value(r) for r in range(ROWS)], kind)

    def number(r):
        return float("nan") if r % 11 == 5 else float("inf") if r == 20 else r * 37 % 101 / 8 - 3

    return pyarrow.table({
        "n": column(pyarrow.float64(), number, lambda r: r % 7 == 3),
        "i": column(pyarrow.int64(), lambda r: 9007199254740993 if r == 7 else r * r - 50,
                    lambda r: r % 5 == 4),
        "w": column(pyarrow.string(), lambda r: WORDS[r % 5], lambda r: r % 9 == 2),
        "b": column(pyarrow.bool_(), lambda r: r % 3 == 0, lambda r: r % 8 == 6),
        "d": column(pyarrow.date32(), lambda r: 20_000 + r, lambda r: r % 10 == 9),
        "t": column(pyarrow.timestamp("us", "UTC"),
                    lambda r: 1_700_000_000_000_000 + r * 1_000_001, lambda r: False),
    })


def keep(name, by, write):
    path = WORK / name
    write(str(path))
    SAMPLES[name] = (by, path.read_bytes())


def parquet():
    by = f"pyarrow {pyarrow.__version__}"
    plans = {
        "plainV1": dict(use_dictionary=False, compression="none"),
        "dictionarySnappy": dict(compression="snappy", data_page_size=100, write_batch_size=16),
        "deltaV2Zstd": dict(
            use_dictionary=False, data_page_version="2.0", compression="zstd",
            column_encoding={"n": "BYTE_STREAM_SPLIT", "i": "DELTA_BINARY_PACKED",
                             "w": "DELTA_BYTE_ARRAY", "b": "RLE", "d": "DELTA_BINARY_PACKED",
                             "t": "DELTA_BINARY_PACKED"}),
        "groupsGzip": dict(compression="gzip", row_group_size=25, write_page_checksum=True),
    }
    for name, options in plans.items():
        keep(name, by, lambda path: pyarrow.parquet.write_table(
            table(), path, write_statistics=False, store_schema=False, **options))
    frame = polars.from_arrow(table())
    keep("polarsLZ4", f"polars {polars.__version__}",
         lambda path: frame.write_parquet(path, compression="lz4", statistics=False))
    held = table()
    connection = duckdb.connect()
    connection.register("held", held)
    keep("duckdbV2", f"DuckDB {duckdb.__version__}", lambda path: connection.execute(
        f"COPY held TO '{path}' (FORMAT parquet, CODEC zstd, PARQUET_VERSION V2)"))


def spark():
    session = (SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
               .config("spark.sql.session.timeZone", "UTC")
               .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
               .config("spark.sql.execution.arrow.pyspark.enabled", "true").getOrCreate())
    session.sparkContext.setLogLevel("OFF")
    frame = session.createDataFrame(table()).coalesce(1)

    def write(path):
        folder = WORK / "spark"
        frame.write.option("compression", "lz4").parquet(str(folder))
        next(folder.glob("part-*.parquet")).rename(path)
        shutil.rmtree(folder)

    keep("sparkHadoopLZ4", f"Spark {pyspark.__version__}", write)
    session.stop()


def arrow():
    by = f"pyarrow {pyarrow.__version__}"
    coded = table().set_column(2, "w", table()["w"].combine_chunks().dictionary_encode())
    view = table().set_column(2, "w", table()["w"].cast(pyarrow.string_view()))
    for name, held, packing in [("arrowPlain", table(), None), ("arrowCodesZstd", coded, "zstd"),
                                ("arrowViewsLZ4", view, "lz4")]:
        def write(path):
            options = pyarrow.ipc.IpcWriteOptions(compression=packing)
            with pyarrow.ipc.new_stream(path, held.schema, options=options) as writer:
                writer.write_table(held, max_chunksize=25)
        keep(name, by, write)
    keep("arrowFile", f"polars {polars.__version__}",
         lambda path: polars.from_arrow(coded).write_ipc(path, compression="uncompressed"))


def write(kind, path):
    lines = [f"/// One small table by each writer of {kind}, in base 64.", "///",
             "/// `Scripts/table-samples.py` writes this anew.", f"enum {path.stem} {{",
             "    static let all: [(name: String, bytes: String)] = ["]
    lines += [f'        ("{name}", {name}),' for name in SAMPLES]
    lines.append("    ]")
    for name, (by, data) in SAMPLES.items():
        text = base64.b64encode(data).decode()
        lines += ["", f"    /// {by}.", f'    static let {name} = """']
        lines += ["        " + text[i:i + 92] for i in range(0, len(text), 92)]
        lines.append('        """')
    path.write_text("\n".join(lines + ["}", ""]))
    SAMPLES.clear()


def main():
    folder = Path(sys.argv[1])
    parquet()
    spark()
    write("Parquet", folder / "ParquetSamples.swift")
    arrow()
    write("Arrow", folder / "ArrowSamples.swift")


main()
