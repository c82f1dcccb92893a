import Glibc
import LibFuzzer
import SupplyChain
import Transparency

@main
struct FuzzHub {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// A commit is read alike in one piece and in many, or in none of them; a card reads or does not, and
/// what it says stays within its bounds.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let whole = events(of: input, inPiecesOf: max(input.count, 1))
    precondition(whole == events(of: input, inPiecesOf: 3), "pieces change a commit")
    if let card = try? HubCard(readme: input) {
        precondition(card.tags.count <= 100 && card.baseModels.count <= 100, "too much")
        precondition((card.licence?.utf8.count ?? 0) <= 200, "too long")
    }
    return 0
}

/// What a commit is read as, or `nil` when it is none.
private func events(of input: [UInt8], inPiecesOf size: Int) -> [CommitLines.Event]? {
    var lines = CommitLines()
    var joined: [CommitLines.Event] = []
    do {
        var found: [CommitLines.Event] = []
        for start in stride(from: 0, to: input.count, by: size) {
            found += try lines.read(Array(input[start..<min(start + size, input.count)]))
        }
        found += try lines.finish()
        for event in found {
            if case .content(let more) = event, case .content(let before)? = joined.last {
                joined[joined.count - 1] = .content(before + more)
            } else {
                joined.append(event)
            }
        }
    } catch { return nil }
    return joined
}
