import Glibc
import LibFuzzer
import ModelFiles

/// What holds of every file, whatever is in it.
package enum ModelFileCheck {
    /// Hands a check to libFuzzer's driver, and ends with its status.
    package static func run(
        _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    ) -> Never {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }

    /// Reading ends, says the same twice, and the rules have something to say of any facts.
    package static func check(_ start: UnsafePointer<UInt8>?, _ count: Int, path: String) -> CInt {
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        var limits = InspectionLimits()
        limits.expandedBytes = 16 << 20
        limits.memberBytes = 4 << 20
        limits.pickleOpcodes = 200_000
        let facts = FileInspector.facts(path: path, bytes: Bytes(bytes), limits: limits)
        let again = FileInspector.facts(path: path, bytes: Bytes(bytes), limits: limits)
        precondition(facts == again, "two readings differ")
        let findings = ModelFileRules.findings(for: facts)
        precondition(
            Outcome(facts, findings) != .clean || findings.allSatisfy { $0.level == .note })
        return 0
    }
}
