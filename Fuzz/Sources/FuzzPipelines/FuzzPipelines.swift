import Glibc
import LibFuzzer
import SupplyChain

@main
struct FuzzPipelines {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Files of DVC read or do not, and what is read stays inside of what it is about.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let digests = (try? DVCLock(parsing: input))?.stages.flatMap { $0.inputs + $0.outputs } ?? []
    let kept = (try? DVCPointer(parsing: input))?.outputs ?? []
    for digest in (digests + kept).compactMap(\.digest) {
        precondition(DVCDigest(digest.description) == digest, "a digest changes")
    }
    for entry in (try? DVCFolder(json: input))?.entries ?? [] {
        precondition(!entry.path.hasPrefix("/") && !entry.path.contains("/../"), "a path leaves")
    }
    return 0
}
