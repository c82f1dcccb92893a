import Glibc
import LibFuzzer
@testable import Tracking

@main
struct FuzzFilters {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Any text either is refused or is a filter, an order or a path; a statement made of it has a place
/// for each value, and a path leads nowhere else.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    for dialect in dialects {
        _ = try? Filter(text, in: dialect)
        _ = try? OrderKey(text, in: dialect)
    }
    if let path = try? ArtifactPath(text) {
        precondition(
            !path.parts.contains { [".", "..", ""].contains($0) }, "a path leads elsewhere")
    }
    let searches = [
        try? RunSearch(
            experiments: ["0"], filter: text, orders: [], view: .all, limit: 1, start: nil),
        try? RunSearch(
            experiments: ["0"], filter: "", orders: [text], view: .all, limit: 1, start: nil),
    ]
    for search in searches.compactMap({ $0 }) {
        let query = RunQuery(search, experiments: [0], .sqlite)
        precondition(
            query.sql.utf8.count { $0 == UInt8(ascii: "?") } == query.values.count,
            "a value has no place, or a place no value")
    }
    return 0
}

private let dialects: [FilterDialect] = [
    .experiments, .runs, .registeredModels, .modelVersions, .loggedModels, .traces,
]
