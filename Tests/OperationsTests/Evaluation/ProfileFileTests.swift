import Foundation
import Operations
import Statistics
import Testing
import Transparency

@Suite struct ProfileFileTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    private func profile(_ text: String, _ name: String = "data.csv") throws -> DataProfile {
        try ProfileFile.profile(try test.write(text, to: name))
    }

    private static func line(_ row: Int) -> String {
        "\(row * 37 % 1009),\(Double(row % 91) / 8),\(["red", "green", "blue"][row % 3]),"
            + "\(row % 2 == 0)"
    }

    private static func text(_ rows: some Sequence<Int>) -> String {
        "number,share,colour,flag\n" + rows.map(line).joined(separator: "\n") + "\n"
    }

    /// What does not depend on the order or the grouping of rows.
    private static func exact(_ profile: DataProfile) -> JSON {
        let columns = (profile.json["columns"]?.arrayValue ?? []).map { column -> JSON in
            var members = column.objectValue ?? [:]
            for estimate in ["mean", "deviation", "quantiles", "histogram"] {
                members[estimate] = nil
            }
            return .object(members)
        }
        return .array(columns)
    }

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
    func `parts merged in any order are the whole, in all that is exact`(order: [Int]) throws {
        let parts = [0..<500, 500..<620, 620..<3000]
        let whole = try profile(Self.text(0..<3000))
        let paths = try order.map { part -> String in
            let path = "\(test.folder)/\(part).profile"
            try FileBytes.write(try profile(Self.text(parts[part])).bytes, to: path)
            return path
        }
        let merged = try ProfileFile.merged(paths)
        #expect(merged.rows == 3000)
        #expect(Self.exact(merged) == Self.exact(whole))
        for (column, other) in zip(merged.columns, whole.columns) {
            guard case .numbers(let one) = column.content,
                case .numbers(let two) = other.content
            else { continue }
            #expect(abs(one.moments.mean - two.moments.mean) < 1e-9)
            let middle = try #require(one.quantiles.quantiles([0.5])?.first)
            // Within KLL's error of the ranks, which is below 2 %.
            let range = try #require(two.quantiles.quantiles([0.46, 0.54]))
            #expect(range[0] <= middle && middle <= range[1])
        }
    }

    @Test func `a pipe, a file and JSON Lines of the same rows have one profile`() throws {
        let csv = try profile(Self.text(0..<800))
        let lines = (0..<800).map { row in
            """
            {"number": \(row * 37 % 1009), "share": \(Double(row % 91) / 8), \
            "colour": "\(["red", "green", "blue"][row % 3])", "flag": \(row % 2 == 0)}
            """
        }
        let json = try profile(lines.joined(separator: "\n") + "\n", "data.jsonl")
        #expect(json.bytes == csv.bytes)
        #expect(csv.columns.map(\.kind) == [.integer, .number, .category, .boolean])
        #expect(try DataProfile(bytes: csv.bytes) == csv)
        let pipe = "\(test.folder)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let bytes = Data(Self.text(0..<800).utf8)
        let writer = Thread {
            try? FileHandle(forWritingAtPath: pipe)?.write(contentsOf: bytes)
        }
        writer.start()
        #expect(try ProfileFile.profile(pipe).bytes == csv.bytes)
    }

    @Test(arguments: [
        ("a,b\n1,x\n,\nnan,x\n3,x\n", "data.csv", 1),
        (#"{"a":1,"b":"x"}\n{"a":null}\n{"a":3,"b":"x"}\n{"a":2,"b":"x"}\n"#, "data.jsonl", 0),
    ])
    func `a missing value is none, and a NaN is one that is no number`(
        text: String, name: String, nans: Int
    ) throws {
        let profile = try profile(text.replacing("\\n", with: "\n"), name)
        guard case .numbers(let numbers)? = profile.column("a")?.content,
            case .categories(let texts)? = profile.column("b")?.content
        else {
            Issue.record("other kinds: \(profile.columns.map(\.kind))")
            return
        }
        #expect(numbers.nulls == 1 && numbers.nans == nans && numbers.rows == 4)
        #expect(numbers.moments.mean == 2 && numbers.minimum == 1 && numbers.maximum == 3)
        #expect(texts.nulls == 1 && texts.rows == 4)
    }

    @Test func `profiles of other columns do not merge, and a file of rows is none`() throws {
        let one = "\(test.folder)/one.profile"
        let two = "\(test.folder)/two.profile"
        try FileBytes.write(try profile("a\n1\n").bytes, to: one)
        try FileBytes.write(try profile("b\n1\n").bytes, to: two)
        let differing = #expect(throws: Failure.self) { try ProfileFile.merged([one, two]) }
        #expect(differing?.code == "columns_differ")
        let rows = try test.write("a\n1\n", to: "rows.csv")
        #expect(ProfileFile.isProfile(one) && !ProfileFile.isProfile(rows))
        let none = #expect(throws: Failure.self) { try ProfileFile.load(rows) }
        #expect(none?.message.hasSuffix("the bytes are not a profile") == true)
        let bytes = try FileBytes.read(one)
        try FileBytes.write(Array(bytes.dropLast(3)), to: two)
        let cut = #expect(throws: Failure.self) { try ProfileFile.merged([one, two]) }
        #expect(cut?.code == "bad_profile")
    }
}
