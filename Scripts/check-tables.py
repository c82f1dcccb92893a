"""Writes tables with other people's programs, and beside each what it holds.

Run by Scripts/check-tables.sh: check-tables.py FOLDER SEED
"""

import datetime
import decimal
import json
import math
import random
import shutil
import struct
import sys
from pathlib import Path

import duckdb
import fastparquet
import numpy
import pandas
import polars
import pyarrow
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet

FOLDER = Path(sys.argv[1])
SEED = int(sys.argv[2])
RANDOM = random.Random(SEED)
PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
WORDS = ["", "a", "Female", "Male", "å", "日本", "🙂", " space ", "a,b", 'say "yes"', "line\nbreak",
         "NA", "null", "0", "true", "a text that is longer than twelve bytes", "x" * 300]
FILES = 0


MISSING = struct.pack("<Q", 0x7FF8_0000_0000_07A2)
NOT_A_NUMBER = struct.pack("<Q", 0x7FF8_0000_0000_0000)


def bits(value):
    """A double's eight bytes, with one NaN for all, and another where there is no value."""
    if value is None:
        return MISSING
    return NOT_A_NUMBER if math.isnan(value) else struct.pack("<d", float(value))


def text_bytes(value):
    if value is None:
        return struct.pack("<i", -1)
    text = value.encode()
    return struct.pack("<i", len(text)) + text


def int96(value):
    """What Parquet's oldest timestamps are as seconds."""
    day, rest = divmod(value, 86_400 * 10**9)
    seconds, part = divmod(rest, 10**9)
    return float(day * 86_400 + seconds) + part / 1e9


def header(name, kind):
    return text_bytes(name) + text_bytes(kind)


def expected_column(name, array, old_times=False):
    if isinstance(array, pyarrow.ChunkedArray):
        array = array.combine_chunks()
    if pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    kind = array.type
    types = pyarrow.types
    if types.is_boolean(kind):
        values = [-1 if v is None else int(v) for v in array.to_pylist()]
        return header(name, "booleans") + struct.pack(f"<{len(values)}b", *values)
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return header(name, "categories") + b"".join(map(text_bytes, array.to_pylist()))
    if types.is_date32(kind):
        numbers = array.cast(pyarrow.int32()).to_pylist()
    elif types.is_date64(kind):
        numbers = [v and v // 86_400_000 for v in array.cast(pyarrow.int64()).to_pylist()]
    elif types.is_timestamp(kind) or types.is_time(kind) or types.is_duration(kind):
        width = pyarrow.int32() if types.is_time32(kind) else pyarrow.int64()
        ticks = array.cast(width).to_pylist()
        if old_times and types.is_timestamp(kind):
            scale = 10**9 // PER_SECOND[kind.unit]
            numbers = [None if v is None else int96(v * scale) for v in ticks]
        else:
            numbers = [None if v is None else float(v) / PER_SECOND[kind.unit] for v in ticks]
    else:
        numbers = array.to_pylist()
    return header(name, "numbers") + b"".join(map(bits, numbers))


def path(name):
    global FILES
    FILES += 1
    return str(FOLDER / name)


def expect(name, table, old_times=False):
    columns = [expected_column(n, table[n], old_times) for n in table.column_names]
    start = struct.pack("<ii", table.num_rows, len(columns))
    Path(str(FOLDER / name) + ".expected").write_bytes(start + b"".join(columns))


def refused(name):
    Path(str(FOLDER / name) + ".refused").write_text("")


def nulls(values, pattern):
    if pattern == "none":
        return values
    if pattern == "all":
        return [None] * len(values)
    if pattern == "ends":
        return [None if i in (0, len(values) - 1) else v for i, v in enumerate(values)]
    if pattern == "runs":
        return [None if (i // 50) % 2 else v for i, v in enumerate(values)]
    return [None if RANDOM.random() < 0.3 else v for v in values]


def arrays(rows, pattern):
    """One column of each type that is read."""
    def ints(width):
        edge = [-(2 ** (width - 1)), 2 ** (width - 1) - 1, 0, -1, 1]
        return [RANDOM.choice(edge) if RANDOM.random() < 0.1
                else RANDOM.randrange(-(2 ** (width - 1)), 2 ** (width - 1)) for _ in range(rows)]

    def unsigned(width):
        return [v + 2 ** (width - 1) for v in ints(width)]

    def floats(size):
        edge = [0.0, -0.0, math.inf, -math.inf, math.nan, 1e-30, 3e38, 0.1, 1 / 3]
        edge += [5e-324, 1.7e308] if size == "f8" else []
        found = []
        for _ in range(rows):
            value = RANDOM.choice(edge) if RANDOM.random() < 0.2 else RANDOM.gauss(0, 1000)
            found.append(float(numpy.array(value).astype(size)))
        return found

    def numbers(digits, scale):
        most = 10**digits - 1
        return [decimal.Decimal(RANDOM.choice([0, most, -most, RANDOM.randrange(-most, most)]))
                .scaleb(-scale, decimal.Context(prec=80)) for _ in range(rows)]

    day, second = 86_400, 86_400 * 25_000
    make = {
        "i8": (ints(8), pyarrow.int8()), "i16": (ints(16), pyarrow.int16()),
        "i32": (ints(32), pyarrow.int32()), "i64": (ints(64), pyarrow.int64()),
        "u8": (unsigned(8), pyarrow.uint8()), "u16": (unsigned(16), pyarrow.uint16()),
        "u32": (unsigned(32), pyarrow.uint32()), "u64": (unsigned(64), pyarrow.uint64()),
        "near": ([1_000_000 + i // 3 for i in range(rows)], pyarrow.int64()),
        "f16": ([numpy.float16(v) for v in numpy.clip(floats("f4"), -6e4, 6e4)], pyarrow.float16()),
        "f32": (floats("f4"), pyarrow.float32()), "f64": (floats("f8"), pyarrow.float64()),
        "few": ([RANDOM.choice([0.5, 1.5, -2.0]) for _ in range(rows)], pyarrow.float64()),
        "bool": ([RANDOM.random() < 0.5 for _ in range(rows)], pyarrow.bool_()),
        "same": ([True] * rows, pyarrow.bool_()),
        "word": ([RANDOM.choice(WORDS) for _ in range(rows)], pyarrow.string()),
        "text": ([f"row {RANDOM.randrange(10**9)}" for _ in range(rows)], pyarrow.string()),
        "sorted": ([f"prefix/{i // 7:08}/{i % 7}" for i in range(rows)], pyarrow.string()),
        "large": ([RANDOM.choice(WORDS) for _ in range(rows)], pyarrow.large_string()),
        "dec9": (numbers(9, 2), pyarrow.decimal128(9, 2)),
        "dec18": (numbers(18, 6), pyarrow.decimal128(18, 6)),
        "dec38": (numbers(38, 10), pyarrow.decimal128(38, 10)),
        "date": ([RANDOM.randrange(-100_000, 100_000) for _ in range(rows)], pyarrow.date32()),
        "ts_s": ([RANDOM.randrange(-second, second) for _ in range(rows)], pyarrow.timestamp("s")),
        "ts_ms": ([RANDOM.randrange(-10**12, 10**13) for _ in range(rows)],
                  pyarrow.timestamp("ms", "UTC")),
        "ts_us": ([RANDOM.randrange(-10**15, 10**16) for _ in range(rows)], pyarrow.timestamp("us")),
        "ts_ns": ([RANDOM.randrange(-10**18, 4 * 10**18) for _ in range(rows)],
                  pyarrow.timestamp("ns", "Europe/Berlin")),
        "t_ms": ([RANDOM.randrange(day * 1000) for _ in range(rows)], pyarrow.time32("ms")),
        "t_us": ([RANDOM.randrange(day * 10**6) for _ in range(rows)], pyarrow.time64("us")),
    }
    return {n: pyarrow.array(nulls(v, pattern), t) for n, (v, t) in make.items()}


PATTERNS = ["none", "some", "all", "ends", "runs"]
SIZES = [0, 1, 7, 1_000, 5_003]


def parquet_of_pyarrow():
    plans = []
    for pattern in PATTERNS:
        for rows in SIZES:
            plans.append((pattern, rows, {}))
    for packing in ["none", "snappy", "gzip", "zstd", "lz4"]:
        for version in ["1.0", "2.0"]:
            plans.append(("some", 2_003, {"compression": packing, "data_page_version": version}))
            plans.append(("none", 2_003, {"compression": packing, "data_page_version": version,
                                          "use_dictionary": False, "data_page_size": 700}))
    for version in ["1.0", "2.0"]:
        for small in [{}, {"row_group_size": 301, "data_page_size": 400, "write_batch_size": 64}]:
            plans.append(("some", 3_001, {"data_page_version": version, "use_dictionary": False,
                                          "write_page_checksum": True, **small}))
            plans.append(("runs", 3_001, {"data_page_version": version,
                                          "dictionary_pagesize_limit": 2_000, **small}))
            plans.append(("some", 1_501, {"data_page_version": version,
                                          "store_decimal_as_integer": True, **small}))
    plans.append(("some", 901, {"version": "1.0"}))
    for index, (pattern, rows, options) in enumerate(plans):
        table = pyarrow.table(arrays(rows, pattern))
        name = f"pyarrow-{index:03}-{pattern}-{rows}.parquet"
        if options.get("version") == "1.0":
            # The oldest version has neither nanoseconds nor unsigned numbers of 32 bits.
            table = table.drop_columns(["ts_ns", "u32"])
        pyarrow.parquet.write_table(table, path(name), **options)
        expect(name, table)
    old = pyarrow.table({n: a for n, a in arrays(800, "some").items() if n.startswith("ts_")})
    pyarrow.parquet.write_table(old, path("pyarrow-int96.parquet"),
                                use_deprecated_int96_timestamps=True)
    expect("pyarrow-int96.parquet", old, old_times=True)
    pyarrow.parquet.write_table(old, path("pyarrow-brotli.parquet"), compression="brotli")
    refused("pyarrow-brotli.parquet")


def encodings_of_pyarrow():
    number = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "near", "date", "ts_s", "ts_ms",
              "ts_us", "ts_ns", "t_ms", "t_us"]
    text = ["word", "text", "sorted", "large"]
    split = ["i32", "i64", "f16", "f32", "f64", "few", "dec9", "dec38", "u32", "u64", "near"]
    plans = {"DELTA_BINARY_PACKED": number, "DELTA_LENGTH_BYTE_ARRAY": text,
             "DELTA_BYTE_ARRAY": text + ["dec9", "dec38"], "BYTE_STREAM_SPLIT": split,
             "PLAIN": number + text + ["f16", "f32", "f64", "few", "dec9", "dec38"], "RLE": ["bool", "same"]}
    for encoding, names in plans.items():
        for pattern in PATTERNS:
            for rows in [1, 130, 4_001]:
                for version in ["1.0", "2.0"]:
                    table = pyarrow.table(arrays(rows, pattern)).select(names)
                    name = f"pyarrow-{encoding}-{pattern}-{rows}-v{version}.parquet"
                    pyarrow.parquet.write_table(
                        table, path(name), use_dictionary=False, data_page_version=version,
                        column_encoding={n: encoding for n in names},
                        data_page_size=RANDOM.choice([300, 1 << 20]),
                        compression=RANDOM.choice(["none", "snappy", "zstd"]))
                    expect(name, table)


def arrow_of_pyarrow():
    for index, (pattern, rows) in enumerate((p, r) for p in PATTERNS for r in SIZES):
        columns = arrays(rows, pattern)
        columns["view"] = columns["word"].cast(pyarrow.string_view())
        columns["code"] = columns["word"].dictionary_encode()
        columns["code8"] = columns["large"].cast(
            pyarrow.dictionary(pyarrow.uint8(), pyarrow.string()))
        columns["year"] = columns["i8"].dictionary_encode()
        columns["date64"] = columns["date"].cast(pyarrow.date64())
        columns["took"] = columns["ts_us"].cast(pyarrow.int64()).cast(pyarrow.duration("us"))
        columns["dec76"] = columns["dec38"].cast(pyarrow.decimal256(76, 20))
        columns["nothing"] = pyarrow.nulls(rows)
        table = pyarrow.table(columns)
        for packing in [None, "zstd", "lz4"]:
            options = pyarrow.ipc.IpcWriteOptions(compression=packing)
            for name, new in [(f"pyarrow-{index:02}-{pattern}-{rows}-{packing}.arrows",
                               pyarrow.ipc.new_stream),
                              (f"pyarrow-{index:02}-{pattern}-{rows}-{packing}.arrow",
                               pyarrow.ipc.new_file)]:
                with new(path(name), table.schema, options=options) as writer:
                    writer.write_table(table, max_chunksize=RANDOM.choice([10**6, 97]))
                expect(name, table)
    growing_dictionaries()


def growing_dictionaries():
    for deltas in [True, False]:
        words = [pyarrow.array(["a", "b", None]), pyarrow.array(["a", "b", "c", "å" * 9]),
                 pyarrow.array(["a", "b", "c", "å" * 9, "d"])]
        batches = []
        for size, values in enumerate(words):
            indices = pyarrow.array([RANDOM.choice([None, *range(len(values))]) for _ in range(50)],
                                    pyarrow.int8())
            batches.append(pyarrow.record_batch(
                {"word": pyarrow.DictionaryArray.from_arrays(indices, values if deltas else values[::-1])}))
        options = pyarrow.ipc.IpcWriteOptions(emit_dictionary_deltas=deltas)
        name = f"pyarrow-dictionaries-{deltas}.arrows"
        with pyarrow.ipc.new_stream(path(name), batches[0].schema, options=options) as writer:
            for batch in batches:
                writer.write_batch(batch)
        texts = [v for b in batches for v in b["word"].to_pylist()]
        expect(name, pyarrow.table({"word": pyarrow.array(texts, pyarrow.string())}))


def polars_frame(rows, pattern):
    columns = arrays(rows, pattern)
    for name in ["f16", "dec9", "dec18", "dec38", "ts_s"]:
        del columns[name]
    return pyarrow.table(columns)


def of_polars():
    for index, (pattern, rows) in enumerate((p, r) for p in PATTERNS for r in SIZES):
        table = polars_frame(rows, pattern)
        frame = polars.from_arrow(table)
        frame = frame.with_columns(
            polars.col("word").cast(polars.Categorical).alias("category"),
            polars.col("bool").cast(polars.String).cast(polars.Enum(["true", "false"])).alias("enum"))
        held = frame.with_columns(polars.col("category", "enum").cast(polars.String)).to_arrow()
        for packing in ["uncompressed", "snappy", "gzip", "zstd", "lz4"]:
            name = f"polars-{index:02}-{pattern}-{rows}-{packing}.parquet"
            frame.write_parquet(path(name), compression=packing,
                                row_group_size=RANDOM.choice([None, 211]),
                                data_page_size=RANDOM.choice([None, 500]))
            expect(name, held)
        for packing in ["uncompressed", "zstd", "lz4"]:
            for level in ["oldest", "newest"]:
                compat = getattr(polars.CompatLevel, level)()
                name = f"polars-{index:02}-{pattern}-{rows}-{packing}-{level}.arrow"
                frame.write_ipc(path(name), compression=packing, compat_level=compat)
                expect(name, held)
                frame.write_ipc_stream(path(name + "s"), compression=packing, compat_level=compat)
                expect(name + "s", held)
    frame.write_parquet(path("polars-brotli.parquet"), compression="brotli")
    refused("polars-brotli.parquet")


def of_duckdb():
    for index, (pattern, rows) in enumerate((p, r) for p in PATTERNS for r in SIZES):
        columns = arrays(rows, pattern)
        for name in ["f16", "ts_ms", "ts_ns", "ts_s"]:
            del columns[name]
        table = pyarrow.table(columns)
        # DuckDB has no large strings and times of microseconds only.
        held = table.set_column(table.schema.get_field_index("t_ms"), "t_ms",
                                table["t_ms"].cast(pyarrow.time64("us")))
        connection = duckdb.connect()
        connection.register("held", held)
        for packing in ["uncompressed", "snappy", "gzip", "zstd", "lz4", "lz4_raw"]:
            for version in ["V1", "V2"]:
                name = f"duckdb-{index:02}-{pattern}-{rows}-{packing}-{version}.parquet"
                connection.execute(f"COPY held TO '{path(name)}' (FORMAT parquet, CODEC {packing}, "
                                   f"PARQUET_VERSION {version}, ROW_GROUP_SIZE 2048)")
                expect(name, held)
    connection.execute(f"COPY held TO '{path('duckdb-brotli.parquet')}' (CODEC brotli)")
    refused("duckdb-brotli.parquet")


def text_table(rows, pattern):
    """What text files can hold without a doubt, with a first row that shows each type."""
    columns = {n: a for n, a in arrays(rows, pattern).items()
               if n in ["i32", "near", "f64", "few", "bool", "text", "sorted", "date"]}
    # A few cells such as NA may make a column seem to be one of numbers.
    known = [w for w in WORDS if w] if rows > 100 else ["Female", "å", "a,b", 'say "yes"']
    words = [RANDOM.choice(known) for _ in range(rows)]
    columns["word"] = pyarrow.array(nulls(words, pattern), pyarrow.string())
    return pyarrow.table(columns)


def csv_expect(name, table):
    """In CSV whole numbers stay whole, and a column without a value is one of numbers."""
    for index, column in enumerate(table.column_names):
        if table[column].null_count == table.num_rows:
            table = table.set_column(index, column, table[column].cast(pyarrow.string())
                                     .cast(pyarrow.float64()))
    expect(name, table)


def of_text():
    for index, (pattern, rows) in enumerate((p, r) for p in PATTERNS for r in SIZES):
        table = text_table(rows, pattern)
        frame = polars.from_arrow(table)
        name = f"text-{index:02}-{pattern}-{rows}"
        pyarrow.csv.write_csv(table, path(name + "-pyarrow.csv"))
        csv_expect(name + "-pyarrow.csv", table)
        for mark, separator in [("polars", ","), ("tabs", "\t"), ("bars", "|"), ("semicolons", ";")]:
            frame.write_csv(path(f"{name}-{mark}.csv"), separator=separator)
            csv_expect(f"{name}-{mark}.csv", table)
        duckdb.connect().execute("SELECT 1")
        connection = duckdb.connect()
        connection.register("held", table)
        connection.execute(f"COPY held TO '{path(name + '-duckdb.csv')}' (HEADER)")
        csv_expect(name + "-duckdb.csv", table)
        for encoding in ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]:
            text = frame.write_csv()
            if encoding == "utf-16-be":
                text = "\ufeff" + text
            Path(path(f"{name}-{encoding}.csv")).write_bytes(text.encode(encoding))
            csv_expect(f"{name}-{encoding}.csv", table)
        json_lines(name, table, frame)


def json_lines(name, table, frame):
    """JSON has no NaN and no infinity, and shows no column where there are no rows."""
    finite = [None if v is not None and not math.isfinite(v) else v
              for v in table["f64"].to_pylist()]
    held = table.set_column(table.schema.get_field_index("f64"), "f64",
                            pyarrow.array(finite, pyarrow.float64()))
    if held.num_rows == 0:
        return
    frame = polars.from_arrow(held)
    frame.write_ndjson(path(name + "-polars.jsonl"))
    csv_expect(name + "-polars.jsonl", held)
    rows = held.to_pylist()
    lines = [json.dumps({k: v.isoformat() if isinstance(v, datetime.date) else v
                         for k, v in row.items()}) for row in rows]
    Path(path(name + "-python.jsonl")).write_text("\n".join(lines))
    csv_expect(name + "-python.jsonl", held)


def of_pandas():
    for pattern in ["none", "some"]:
        table = text_table(2_001, pattern)
        frame = table.to_pandas(types_mapper=pandas.ArrowDtype)
        frame["category"] = table["sorted"].to_pandas().str[:10].astype("category")
        held = table.append_column("category", pyarrow.array(
            [None if pandas.isna(v) else str(v) for v in frame["category"]], pyarrow.string()))
        frame.to_parquet(path(f"pandas-{pattern}.parquet"))
        expect(f"pandas-{pattern}.parquet", held)
        frame.to_csv(path(f"pandas-{pattern}.csv"), index=False)
        expect(f"pandas-{pattern}.csv", held)


def of_fastparquet():
    for pattern in ["none", "some", "ends", "runs"]:
        for packing in ["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4", "LZ4_RAW"]:
            columns = arrays(2_503, pattern)
            names = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "near", "f32", "f64",
                     "few", "bool", "word", "text", "sorted", "ts_us"]
            table = pyarrow.table({n: columns[n] for n in names})
            if pattern != "none":  # What pandas makes of these with gaps is doubles or objects.
                table = table.drop_columns([n for n in names if n[0] in "iu" or n == "bool"])
            frame = table.to_pandas()
            # There is no telling NaN from a missing value in a column of doubles of pandas.
            held = pyarrow.table({n: pyarrow.array(frame[n], table[n].type, from_pandas=True)
                                  for n in table.column_names})
            frame["category"] = frame["sorted"].str[:10].astype("category")
            held = held.append_column("category", pyarrow.array(
                [None if pandas.isna(v) else str(v) for v in frame["category"]], pyarrow.string()))
            name = f"fastparquet-{pattern}-{packing}.parquet"
            texts = {n: "utf8" for n in ["word", "text", "sorted"]}
            fastparquet.write(path(name), frame, compression=packing, has_nulls=True,
                              row_group_offsets=RANDOM.choice([700, 10**6]), object_encoding=texts,
                              times=RANDOM.choice(["int64"]), stats=False)
            expect(name, held)


def of_latin1():
    table = pyarrow.table({"name": ["Zoë", "Jörg", "naïve €", "plain"], "n": [1.0, 2.0, 3.5, 4.0]})
    text = "name,n\n" + "".join(f"{n},{v}\n" for n, v in zip(*table.to_pydict().values()))
    Path(path("latin1.csv")).write_bytes(text.encode("cp1252"))
    expect("latin1.csv", table)


def of_spark():
    if shutil.which("java") is None:
        print("no java: Spark writes nothing")
        return
    from pyspark.sql import SparkSession
    spark = (SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
             .config("spark.sql.session.timeZone", "UTC").config("spark.driver.memory", "1g")
             .config("spark.sql.execution.arrow.pyspark.enabled", "true")
             .config("spark.sql.timestampType", "TIMESTAMP_LTZ").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    for pattern in ["none", "some", "all"]:
        columns = arrays(3_001, pattern)
        for name in ["f16", "u8", "u16", "u32", "u64", "ts_s", "ts_ms", "ts_ns", "t_ms", "t_us",
                     "large"]:
            del columns[name]
        columns["ts_us"] = columns["ts_us"].cast(pyarrow.timestamp("us", "UTC"))
        table = pyarrow.table(columns)
        frame = spark.createDataFrame(table).coalesce(1)
        for packing in ["uncompressed", "snappy", "gzip", "zstd", "lz4", "lz4_raw"]:
            for version in ["v1", "v2"]:
                times = "INT96" if version == "v1" else "TIMESTAMP_MICROS"
                spark.conf.set("spark.sql.parquet.outputTimestampType", times)
                spark.conf.set("spark.sql.parquet.writeLegacyFormat", str(packing == "gzip").lower())
                name = f"spark-{pattern}-{packing}-{version}.parquet"
                try:
                    write_spark(frame, name, packing, version)
                except Exception as error:  # A codec that this Spark lacks.
                    print(f"Spark did not write {name}: {str(error).splitlines()[0][:120]}")
                    continue
                expect(name, table, old_times=version == "v1")
    spark.stop()


def write_spark(frame, name, packing, version):
    folder = FOLDER / "spark"
    writer = frame.write.mode("overwrite").option("compression", packing)
    writer = writer.option("parquet.writer.version", version).option("parquet.page.size", "4096")
    writer.option("parquet.block.size", "65536").parquet(str(folder))
    (part,) = folder.glob("part-*.parquet")
    part.rename(path(name))
    shutil.rmtree(folder)


def main():
    parquet_of_pyarrow()
    encodings_of_pyarrow()
    arrow_of_pyarrow()
    of_polars()
    of_duckdb()
    of_text()
    of_pandas()
    of_fastparquet()
    of_latin1()
    if "--without-spark" not in sys.argv:
        of_spark()
    print(f"{FILES} files by pyarrow {pyarrow.__version__}, pandas {pandas.__version__}, "
          f"polars {polars.__version__}, DuckDB {duckdb.__version__}, "
          f"fastparquet {fastparquet.__version__}")


main()
