import Glibc
import LibFuzzer
import SupplyChain
import Transparency

@main
struct FuzzBillOfMaterials {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// What is read as somebody else's document has a form that can be kept, and package URLs are
/// written as they are read.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    if let url = PackageURL(String(decoding: input, as: UTF8.self)) {
        precondition(PackageURL(url.description) == url, "a package URL changes")
    }
    if let document = try? ImportedDocument(parsing: input) {
        let bytes = document.json.canonicalBytes
        precondition((try? JSON(parsing: bytes)) == document.json, "a document changes")
    }
    if let json = try? JSON(parsing: input) { _ = ModelDescription(card: json) }
    return 0
}
