@testable import ModelFiles
import Testing
import Transparency

@testable import Operations

@Suite struct FileFactsJSONTests {
    private static func again(_ facts: FileFacts) throws -> FileFacts? {
        FileFacts(json: try JSON(parsing: facts.json.canonicalBytes))
    }

    @Test func `a file with nothing to say is kept in a few words`() throws {
        let facts = FileFacts(
            path: "a.bin", byteCount: 3, formats: [FormatFact(format: .unknown, place: Place())])
        #expect(facts.json.objectValue?.keys.sorted() == ["byteCount", "formats", "path"])
        #expect(try Self.again(facts) == facts)
    }

    @Test func `what a pickle says is read back`() throws {
        let facts = FileInspector.facts(
            path: "a.pkl", bytes: Bytes(Array("cos\nsystem\n(S'true'\ntR.".utf8)))
        #expect(!facts.calls.isEmpty)
        #expect(try Self.again(facts) == facts)
    }

    @Test func `every kind of fact is read back`() throws {
        var facts = FileFacts(path: "all", byteCount: 9)
        facts.isCut = true
        let place = Place(members: ["a", "b"], byteOffset: 7, path: "$.x")
        facts.texts = [TextFact(kind: .metadata, name: "k", excerpt: "v", place: place)]
        facts.troubles = [TroubleFact(format: .zip, reason: "cut", place: place)]
        facts.templates = [TemplateFact(place: place, byteCount: 4)]
        #expect(try Self.again(facts) == facts)
    }

    @Test(arguments: [
        #"{"path":"a"}"#, #"{"byteCount":1}"#, #"[]"#, #"{"path":"a","byteCount":1,"formats":1}"#,
        #"{"path":"a","byteCount":1,"formats":[{"format":"nothing","place":{"members":[]}}]}"#,
        #"{"path":"a","byteCount":1,"calls":[{}]}"#,
    ])
    func `what is no fact does not read`(text: String) throws {
        #expect(FileFacts(json: try JSON(parsing: Array(text.utf8))) == nil)
    }
}
