import Operations
import Testing
import Transparency

@Suite struct HandedInTests {
    @Test func `JSON is taken as it is, other text whole`() throws {
        let test = try TestPlatform()
        #expect(try HandedIn.predicate(test.write(#"{"a":[1]}"#, to: "a.json")) == ["a": [1]])
        #expect(try HandedIn.predicate(test.write("# Card", to: "a.md")) == ["text": "# Card"])
    }

    @Test func `what is neither JSON nor text, or too deep, is a fault`() throws {
        let test = try TestPlatform()
        let deep = String(repeating: "[", count: 100_000)
        for (text, name, code) in [
            ("{", "a.json", "bad_json"), (deep, "deep.json", "bad_json"),
            (#"{"a":1,"a":2}"#, "twice.json", "bad_json"), ("", "empty.json", "bad_json"),
        ] {
            let file = try test.write(text, to: name)
            let failure = #expect(throws: Failure.self) { try HandedIn.predicate(file) }
            #expect(failure?.code == code, "\(name)")
        }
        let file = test.folder + "/binary"
        try FileBytes.write([0xFF, 0xFE], to: file)
        #expect(throws: Failure.fault("not_text", "`\(file)` is neither JSON nor UTF-8 text")) {
            try HandedIn.predicate(file)
        }
    }

    @Test func `a file of more than 16 MiB is too large`() throws {
        let test = try TestPlatform()
        let file = test.folder + "/large.txt"
        try FileBytes.write([UInt8](repeating: 0x61, count: 16 << 20), to: file)
        _ = try HandedIn.predicate(file)
        try FileBytes.write([UInt8](repeating: 0x61, count: 16 << 20 + 1), to: file)
        #expect(throws: Failure.self) { try HandedIn.predicate(file) }
    }
}
