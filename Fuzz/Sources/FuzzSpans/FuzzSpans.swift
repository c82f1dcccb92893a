import Glibc
import LibFuzzer
import Transparency

@testable import Tracking

@main
struct FuzzSpans {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Any bytes either are refused or are spans, within what a request may have; what their attributes
/// say is read again from the JSON that it is kept as.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let spans = try? SpanReader.spans(in: bytes) else { return 0 }
    precondition(spans.count <= SpanReader.spanCountMax, "more spans than may be")
    for var span in spans {
        SpanConventions.complete(&span)
        for attribute in span.attributes {
            let text = attribute.value.json.canonical
            guard let json = try? JSON(parsing: Array(text.utf8), limits: StoredAttribute.limits),
                let value = AttributeValue(json)
            else { preconditionFailure("an attribute does not read again") }
            precondition(value.json.canonical == text, "an attribute reads as another")
            _ = attribute.value.dumped
        }
    }
    return 0
}
