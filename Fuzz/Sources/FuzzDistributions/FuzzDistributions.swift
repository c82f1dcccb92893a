import Glibc
import LibFuzzer
import ModelFiles
import SupplyChain
import Transparency

@main
struct FuzzDistributions {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Names of files are plain or none, metadata and archives read or do not, and what an installer says
/// of itself stays as it was read.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: input, as: UTF8.self)
    if let name = DistributionFileName(text) {
        precondition(name.text == text && !text.contains("/") && !text.contains("\\"), "a path")
        precondition(PackageName(name.project.text) == name.project, "a project changes")
        precondition(PythonVersion(name.release)?.description == name.release, "a release changes")
        precondition(!name.isMetadata(text), "a name is metadata")
    }
    if let distribution = try? InstalledDistribution(metadata: input) {
        _ = distribution.licence
    }
    let client = InstallerClient(userAgent: text)
    precondition(InstallerClient(json: client.json) == client, "an installer changes")
    for wanted in ["METADATA", "PKG-INFO"] {
        _ = try? ArchiveMembers.selection(of: Bytes(input), byteCountMax: 1 << 16) {
            $0.hasSuffix(wanted)
        }
    }
    return 0
}
