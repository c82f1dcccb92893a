import Foundation
import Testing

@testable import ModelFiles

@Suite struct FileInspectorTests {
    /// xorshift, from a seed that a failure prints.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let system = PickleWriter(protocol: 4).stackGlobal("os", "system").text("x")
        .tuple1.reduce

    private static func little(_ value: Int, _ width: Int) -> [UInt8] {
        ZipWriter.little(value, width)
    }

    private static func safetensors(_ header: String, _ data: Int) -> [UInt8] {
        little(header.utf8.count, 8) + Array(header.utf8) + [UInt8](repeating: 0, count: data)
    }

    private static func gguf(pairs: Int = 1, alignment: Int = 32) -> [UInt8] {
        let key = Array("general.alignment".utf8)
        return Array("GGUF".utf8) + little(3, 4) + little(0, 8) + little(pairs, 8)
            + little(key.count, 8)
            + key + little(4, 4) + little(alignment, 4)
    }

    private static let one = #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#

    private static func dangerous(_ path: String, _ bytes: [UInt8]) -> [String] {
        let facts = FileInspector.facts(path: path, bytes: Bytes(bytes))
        return ModelFileRules.findings(for: facts).filter { $0.level == .dangerous }.map(\.rule)
    }

    // Pickle's protocols 0, 2 and 4; `#!`; gzip; bzip2's first letters.
    @Test(arguments: [128, 640, 1_152, 0x2123, 0x8B1F, 0x5A42])
    func `a header's length that looks like another format's magic is none`(size: Int) {
        let text = #"{"t":{"dtype":"U8","shape":[16],"data_offsets":[0,16]}}"#
        let header = Array(text.utf8) + Array(repeating: 0x20, count: size - text.utf8.count)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
        let facts = FileInspector.facts(
            path: "model.safetensors",
            bytes: Bytes(length + header + [UInt8](repeating: 7, count: 16)))
        #expect(facts.formats.map(\.format) == [.safetensors])
        #expect(ModelFileRules.findings(for: facts).isEmpty)
    }

    /// Mutated files: `ASSAY_MUTATIONS=10000` for as many, none of which may take 2 s then.
    private static let asked =
        ProcessInfo.processInfo.environment["ASSAY_MUTATIONS"].flatMap { Int($0) }
    private static let mutations = asked ?? 1_000

    @Test func `no mutation of a file stops the reader, or holds it up`() {
        let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        print("seed \(seed), \(Self.mutations) files")
        var generator = Generator(state: seed)
        let clock = ContinuousClock()
        let files = Sample.all.flatMap(\.files)
        for round in 0..<Self.mutations {
            let file = files[round % files.count]
            let bytes = mutated(file.bytes, &generator)
            let time = clock.measure {
                let facts = FileInspector.facts(path: file.path, bytes: Bytes(bytes))
                _ = ModelFileRules.findings(for: facts)
                #expect(facts.byteCount == bytes.count)
            }
            // Among other tests, the time says nothing.
            if Self.asked != nil {
                #expect(time < .seconds(2), "\(file.path), round \(round)")
            }
        }
    }

    /// One to six changes: a byte, a bit, a run of ones, bytes cut out or said twice.
    private func mutated(_ original: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: for inner in index..<min(bytes.count, index + 8) { bytes[inner] = 0xFF }
            case 3: bytes.removeSubrange(index..<min(bytes.count, index + 12))
            default:
                bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 32)], at: index)
            }
        }
        return bytes
    }

    @Test func `contents decide, never names`() {
        for name in [
            "vocab.txt", "x.json", "m.onnx", "m.h5", "m.gguf", "m.safetensors", "noextension",
        ] {
            #expect(Self.dangerous(name, Self.system.stop) == ["pickle-call"], "\(name)")
        }
    }

    @Test func `an honest safetensors is clean, and a dishonest one is not`() {
        #expect(Self.dangerous("m.safetensors", Self.safetensors(Self.one, 8)).isEmpty)
        let cases = [
            (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4),
            (#"{"w":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]}}"#, 8),
            (
                #"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[8],"data_offsets":[4,12]}}"#,
                12
            ),
            (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8),
        ]
        for (header, size) in cases {
            #expect(
                !Self.dangerous("m.safetensors", Self.safetensors(header, size)).isEmpty,
                "\(header)")
        }
    }

    @Test func `counts and alignments of a GGUF are compared with the file`() {
        #expect(Self.dangerous("m.gguf", Self.gguf()).isEmpty)
        #expect(
            Self.dangerous("m.gguf", Self.gguf(pairs: 1 << 62)) == [Oddity.headerOverflow.rawValue])
        #expect(
            Self.dangerous("m.gguf", Self.gguf(alignment: 0)) == [Oddity.alignmentInvalid.rawValue])
    }

    @Test func `facts judged again say the same, without the file`() throws {
        let facts = FileInspector.facts(path: "m.pkl", bytes: Bytes(Self.system.stop))
        let findings = ModelFileRules.findings(for: facts)
        #expect(findings.first?.subject == "os.system")
        #expect(findings.first?.place.byteOffset == 19)
    }

    @Test func `code of the repository is dangerous when a configuration has it imported`() {
        let code = FileInspector.facts(
            path: "modeling.py", bytes: Bytes(Array("import os\nos.system('x')\n".utf8)))
        let config = FileInspector.facts(
            path: "config.json",
            bytes: Bytes(Array(#"{"auto_map":{"AutoModel":"modeling.M"}}"#.utf8)))
        #expect(ModelFileRules.findings(forFolder: [code])[0].map(\.level) == [.suspicious])
        #expect(ModelFileRules.findings(forFolder: [code, config])[0].first?.level == .dangerous)
    }

    @Test func `a model that cannot be read is said to be so`() {
        let facts = FileInspector.facts(
            path: "m.onnx", bytes: Bytes([0xFF, 0xFE, 0x00, 0x01, 0x02]))
        #expect(Outcome(facts, ModelFileRules.findings(for: facts)) == .couldNotRead)
    }

    @Test func `a link in the folder is clean, one out of it is not, a cache's blob is`() {
        let digest = String(repeating: "a1", count: 32)
        let cases: [(String, String, Finding.Level?)] = [
            ("a/b/m.bin", "../../c/m.bin", nil), ("m.bin", "../m.bin", .dangerous),
            ("m.bin", "/etc/passwd", .dangerous),
            ("hub/snapshots/1/m.bin", "../../blobs/\(digest)", nil),
            ("m.bin", "../../blobs/\(digest)", nil),
        ]
        for (path, target, level) in cases {
            let facts = FileInspector.facts(path: path, linkTarget: target)
            #expect(ModelFileRules.findings(for: facts).first?.level == level, "\(target)")
        }
    }

    @Test func `tensors behind a folder that is a link are elsewhere`() throws {
        let model = try #require(
            Sample.graphs.first { $0.name == "tensors in the folder" }?.files.first)
        let facts = FileInspector.facts(path: model.path, bytes: Bytes(model.bytes))
        let link = FileInspector.facts(path: "weights", linkTarget: "/srv/other")
        #expect(ModelFileRules.findings(forFolder: [facts])[0].isEmpty)
        #expect(ModelFileRules.findings(forFolder: [facts, link])[0].first?.level == .dangerous)
    }
}
