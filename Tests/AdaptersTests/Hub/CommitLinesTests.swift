import Testing
import Transparency

@testable import Adapters

@Suite struct CommitLinesTests {
    /// What a commit is read as, given in pieces of so many bytes.
    private func read(_ text: String, inPiecesOf size: Int) throws -> [CommitLines.Event] {
        var lines = CommitLines()
        var events: [CommitLines.Event] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += try lines.read(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        events += try lines.finish()
        // Pieces of content are one.
        var joined: [CommitLines.Event] = []
        for event in events {
            if case .content(let more) = event, case .content(let before)? = joined.last {
                joined[joined.count - 1] = .content(before + more)
            } else {
                joined.append(event)
            }
        }
        return joined
    }

    private static let commit = """
        {"key": "header", "value": {"summary": "a \\"content\\": b", "description": ""}}
        {"key": "file", "value": {"content": "aGVsbG8gd29ybGQ=", "path": "a.txt", "encoding": "base64"}}

        {"key":"file","value":{"path":"b","content":"","encoding":"base64"}}
        {"key": "deletedFile", "value": {"path": "c"}}
        """

    @Test(arguments: [1, 2, 3, 7, 64, 10_000])
    func `a commit is the same however it comes in pieces`(size: Int) throws {
        let events = try read(Self.commit, inPiecesOf: size)
        #expect(
            events == [
                .line(
                    [
                        "key": "header",
                        "value": ["summary": "a \"content\": b", "description": ""],
                    ], hasContent: false),
                .contentBegins, .content(Array("hello world".utf8)),
                .line(
                    [
                        "key": "file",
                        "value": ["content": "", "path": "a.txt", "encoding": "base64"],
                    ], hasContent: true),
                .contentBegins,
                .line(
                    ["key": "file", "value": ["content": "", "path": "b", "encoding": "base64"]],
                    hasContent: true),
                .line(["key": "deletedFile", "value": ["path": "c"]], hasContent: false),
            ])
    }

    @Test func `bytes of every length come out as they went in`() throws {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 251) }
            let text = Base64.encode(bytes).replacing("/", with: "\\/")
            let line = #"{"key":"file","value":{"content":"\#(text)","path":"x"}}"#
            for size in [1, 5, 1_000] {
                let events = try read(line, inPiecesOf: size)
                let content: [UInt8] = events.reduce(into: []) { whole, event in
                    if case .content(let more) = event { whole += more }
                }
                #expect(content == bytes)
            }
        }
    }

    @Test(arguments: [
        #"{"key":"file","value":{"content":"a","path":"x"}}"#,
        #"{"key":"file","value":{"content":"aGVsbG8","path":"x"}}"#,
        #"{"key":"file","value":{"content":"aGVsbG9=","path":"x"}}"#,
        #"{"key":"file","value":{"content":"aG=sbG8=","path":"x"}}"#,
        #"{"key":"file","value":{"content":"aGVs====","path":"x"}}"#,
        #"{"key":"file","value":{"content":"aG\u0041","path":"x"}}"#,
        #"{"key":"file","value":{"content":"aGVs bG8","path":"x"}}"#,
        #"{"key":"file","value":{"content":"aGVs"#, "{", "nonsense", #"{"key":"x"}}"#,
        "{\"key\":\"" + String(repeating: "x", count: 70_000) + "\"}",
        String(repeating: "[", count: 100),
    ])
    func `what is no commit is refused`(text: String) {
        for size in [1, 3, 100_000] {
            #expect(throws: CommitLines.Malformed.self) { try read(text, inPiecesOf: size) }
        }
    }

    @Test func `a file of any size leaves a line short`() throws {
        let bytes = [UInt8](repeating: 7, count: 3 << 20)
        var lines = CommitLines()
        var count = 0
        let line = #"{"key":"file","value":{"content":"\#(Base64.encode(bytes))","path":"x"}}"#
        let text = Array((line + "\n").utf8)
        for start in stride(from: 0, to: text.count, by: 65_536) {
            for event in try lines.read(Array(text[start..<min(start + 65_536, text.count)])) {
                if case .content(let more) = event { count += more.count }
            }
        }
        #expect(count == bytes.count)
    }
}
