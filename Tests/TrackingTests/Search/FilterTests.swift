import Testing

@testable import Tracking

@Suite struct FilterTests {
    @Test(arguments: [
        ("metrics.acc > 0.5", FilterDialect.Entity.metric, "acc", Filter.Value.number(0.5)),
        ("metric.`a b` <= -1e3", .metric, "a b", .number(-1_000)),
        ("params.depth = '3'", .parameter, "depth", .text("3")),
        ("tags.mlflow.parentRunId = \"x\"", .tag, "mlflow.parentRunId", .text("x")),
        ("tag.\"a.b\" LIKE 'q%'", .tag, "a.b", .text("q%")),
        ("status != 'FAILED'", .attribute, "status", .text("FAILED")),
        ("attributes.Created >= 5", .attribute, "start_time", .number(5)),
        ("run_id in ('a', 'b')", .attribute, "run_id", .texts(["a", "b"])),
        ("run_id NOT IN ('a')", .attribute, "run_id", .texts(["a"])),
        ("dataset.name ilike '%x'", .dataset, "name", .text("%x")),
        ("`run name` = 'n'", .attribute, "run_name", .text("n")),
        ("params.é = 'ü'", .parameter, "é", .text("ü")),
    ])
    func `a comparison reads as its entity, key and value`(
        _ text: String, _ entity: FilterDialect.Entity, _ key: String, _ value: Filter.Value
    ) throws {
        let found = try #require(try Filter(text, in: .runs).comparisons.first)
        #expect(found.entity == entity)
        #expect(found.key == key)
        #expect(found.value == value)
    }

    @Test(arguments: [
        "metrics.acc", "metrics.acc >", "metrics.acc > 'x'", "params.p = 3", "foo.bar = 'x'",
        "nothing = 'x'", "params.p > 'x'", "metrics.acc > 1 OR metrics.b > 2",
        "metrics.acc > 1 metrics.b > 2", "params.p = 'x", "run_id IN ()", "run_id IN ('a'",
        "dataset.other = 'x'", "metrics.acc => 1", "AND", "params.p = 'x' AND", "status = RUNNING",
        "metrics.acc LIKE 'x'", "; DROP TABLE run", "params.p = 'a'; --", "params. = 'x'",
    ])
    func `what the dialect does not allow is refused`(_ text: String) {
        #expect(throws: TrackingError.self) { try Filter(text, in: .runs) }
    }

    @Test func `an empty filter holds of everything`() throws {
        #expect(try Filter("", in: .runs).comparisons == [])
        #expect(try Filter("  ", in: .runs).comparisons == [])
    }

    @Test func `comparisons are joined by AND in any case`() throws {
        let filter = try Filter("metrics.a > 1 and params.b = 'x' AND tags.c != 'y'", in: .runs)
        #expect(filter.comparisons.map(\.key) == ["a", "b", "c"])
    }

    @Test func `what a client wrote is a value and never part of a statement`() throws {
        let hostile = "x'') OR 1=1 --"
        let filter = try Filter("params.\"\(hostile)\" = \"\(hostile)\"", in: .runs)
        let search = try RunSearch(
            experiments: ["0"], filter: "params.\"\(hostile)\" = \"\(hostile)\"",
            orders: ["metrics.`\(hostile)` DESC"], view: .all, limit: 1, start: nil)
        for dialect in [SQLDialect.sqlite, .postgres] {
            let query = RunQuery(search, experiments: [0], dialect)
            #expect(!query.sql.contains("OR 1=1"))
            #expect(query.values.filter { $0 == .text(hostile) }.count == 3)
            #expect(query.sql.count { $0 == "?" } == query.values.count)
        }
        #expect(filter.comparisons.first?.key == hostile)
    }

    @Test func `a filter has limits`() {
        let long = String(repeating: "a", count: TrackingLimits.filterByteCountMax + 1)
        #expect(throws: TrackingError.self) { try Filter(long, in: .runs) }
        let many = Array(repeating: "metrics.a > 1", count: 65).joined(separator: " AND ")
        #expect(throws: TrackingError.self) { try Filter(many, in: .runs) }
    }

    @Test(arguments: ["name = 'x'", "tag.a = 'x'", "creation_time > 3"])
    func `experiments are searched by name, times and tags`(_ text: String) throws {
        #expect(try Filter(text, in: .experiments).comparisons.count == 1)
        #expect(throws: TrackingError.self) { try Filter("metrics.a > 1", in: .experiments) }
    }
}
