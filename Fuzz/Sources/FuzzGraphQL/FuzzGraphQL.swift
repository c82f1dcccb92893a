import Glibc
import LibFuzzer
@testable import Tracking
import Transparency

@main
struct FuzzGraphQL {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Any text either is refused or is a query within the limits.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let document = try? GraphQLDocument(text, variables: ["a": ["b": "c"]]) else { return 0 }
    let roots = document.operations.flatMap(\.fields)
    precondition(roots.count <= GraphQLLimits.rootCountMax, "too many root fields")
    precondition(
        roots.allSatisfy { depth($0) <= GraphQLLimits.depthMax }, "nested too deeply")
    precondition(
        roots.map(fieldCount).reduce(0, +) <= GraphQLLimits.fieldCountMax, "too many fields")
    return 0
}

private func depth(_ field: GraphQLField) -> Int { 1 + (field.fields.map(depth).max() ?? 0) }

private func fieldCount(_ field: GraphQLField) -> Int {
    1 + field.fields.map(fieldCount).reduce(0, +)
}
