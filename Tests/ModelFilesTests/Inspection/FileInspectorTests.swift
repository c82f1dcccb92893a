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

    private static let documents: [(String, [UInt8])] = [
        ("m.pkl", system.stop), ("m.safetensors", safetensors(one, 8)), ("m.gguf", gguf()),
        ("m.zip", ZipWriter(members: [ZipWriter.member("data.pkl", system.stop)]).bytes),
        ("config.json", Array(#"{"auto_map":{"AutoModel":"a.B"},"chat_template":"{{ x }}"}"#.utf8)),
        (
            "t.jinja",
            Array("{% for m in messages %}{{ m['a'] ~ '__class__'[::-1] }}{% endfor %}".utf8)
        ),
        ("c.yaml", Array("a: !!python/object/apply:os.system ['x']\n".utf8)),
        ("m.py", Array("import os as o\no.system('x')\n".utf8)),
        (
            "a.npy",
            [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]
                + Array("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".utf8)
                + [UInt8](repeating: 0x20, count: 61) + [0x0A] + system.stop
        ),
        (
            "m.onnx",
            [8, 7, 0x3A, 16, 10, 14, 0x22, 4] + Array("Relu".utf8) + [0x3A, 6]
                + Array("evil.x".utf8) + [66, 2, 8, 1]
        ),
    ]

    private static func dangerous(_ path: String, _ bytes: [UInt8]) -> [String] {
        let facts = FileInspector.facts(path: path, bytes: Bytes(bytes))
        return ModelFileRules.findings(for: facts).filter { $0.level == .dangerous }.map(\.rule)
    }

    @Test func `no mutation of a file stops the reader`() {
        let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        print("seed \(seed)")
        var generator = Generator(state: seed)
        for (path, document) in Self.documents {
            for _ in 0..<150 {
                var bytes = document
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    let index = Int.random(in: bytes.indices, using: &generator)
                    bytes[index] = UInt8.random(in: 0...255, using: &generator)
                    if Int.random(in: 0..<4, using: &generator) == 0, bytes.count > 8 {
                        bytes.removeLast(Int.random(in: 1...4, using: &generator))
                    }
                }
                let facts = FileInspector.facts(path: path, bytes: Bytes(bytes))
                #expect(facts.byteCount == bytes.count)
            }
        }
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
}
