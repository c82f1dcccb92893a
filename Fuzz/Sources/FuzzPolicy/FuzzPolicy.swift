import Glibc
import Governance
import LibFuzzer

@main
struct FuzzPolicy {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Any bytes either are refused with a place, or are a policy whose fixtures run, twice to the same
/// end.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let policy = try? YAMLPolicy.parse(bytes) else { return 0 }
    let once = policy.runFixtures().map(\.differences)
    precondition(policy.runFixtures().map(\.differences) == once, "judging is not repeatable")
    return 0
}
