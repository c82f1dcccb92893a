import Glibc
import LibFuzzer
import Transparency

@main
struct FuzzJSON {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Whatever is read as JSON has one canonical form, and reads back from it as itself.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let value = try? JSON(parsing: input) else { return 0 }
    let canonical = value.canonicalBytes
    guard let again = try? JSON(parsing: canonical) else {
        preconditionFailure("the canonical form is not read")
    }
    precondition(again == value, "the canonical form is another value")
    precondition(again.hashValue == value.hashValue, "equal values hash differently")
    precondition(again.canonicalBytes == canonical, "the canonical form is not canonical")
    let pretty = try? JSON(parsing: value.pretty)
    precondition(pretty?.canonicalBytes == canonical, "the form for people is another value")
    return 0
}
