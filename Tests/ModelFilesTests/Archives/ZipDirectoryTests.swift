import Testing

@testable import ModelFiles

@Suite struct ZipDirectoryTests {
    private static let good = PickleWriter(protocol: 2).emptyDict.stop
    private static let bad = PickleWriter(protocol: 2).global("os", "system").text("x").tuple1
        .reduce.stop

    private static func facts(_ writer: ZipWriter, _ path: String = "model.pt") -> FileFacts {
        FileInspector.facts(path: path, bytes: Bytes(writer.bytes))
    }

    private static func archive(_ change: (inout ZipWriter) -> Void = { _ in }) -> ZipWriter {
        var writer = ZipWriter()
        writer.members = [
            ZipWriter.member("archive/data.pkl", good), ZipWriter.member("archive/version", [0x33]),
        ]
        change(&writer)
        return writer
    }

    @Test func `an honest torch archive is clean`() {
        let facts = Self.facts(Self.archive())
        #expect(ModelFileRules.findings(for: facts).isEmpty)
        #expect(facts.formats.map(\.format).contains(.torchZip))
    }

    @Test func `an archive that a member is keeps its own end`() {
        var writer = ZipWriter()
        writer.members = [
            ZipWriter.member("data", Array("{}".utf8)),
            ZipWriter.member("policy.pth", Self.archive().bytes),
        ]
        #expect(ModelFileRules.findings(for: Self.facts(writer, "ppo.zip")).isEmpty)
        // Bytes between the members are nobody's.
        var other = Self.archive()
        other.prefix = Self.archive().bytes
        let rules = ModelFileRules.findings(for: Self.facts(other)).map(\.rule)
        #expect(rules.contains(Oddity.zipDirectories.rawValue))
    }

    @Test func `a member is judged whatever its name, its flags and where it is listed`() {
        let hidden: [(String, ZipWriter)] = [
            (
                "extra member",
                Self.archive { $0.members.append(ZipWriter.member("archive/config", Self.bad)) }
            ),
            (
                "encrypted flag",
                Self.archive {
                    $0.members[0].content = Self.bad; $0.members[0].flags = 1
                }
            ),
            (
                "names differ",
                Self.archive {
                    $0.members[0].content = Self.bad; $0.members[0].localName = "other"
                }
            ),
            (
                "method lies",
                Self.archive {
                    $0.members[0].content = Self.bad; $0.members[0].method = 93
                }
            ),
            (
                "not listed",
                Self.archive {
                    $0.members.append(ZipWriter.member("x", Self.bad));
                    $0.members[2].isListed = false
                }
            ),
            (
                "prefix",
                Self.archive {
                    $0.members[0].content = Self.bad; $0.prefix = [UInt8](repeating: 7, count: 99)
                }
            ),
            (
                "suffix",
                Self.archive {
                    $0.members[0].content = Self.bad;
                    $0.suffix = [UInt8](repeating: 0, count: 80_000)
                }
            ),
            (
                "nested",
                Self.archive {
                    $0.members[0].content = Self.archive { $0.members[0].content = Self.bad }.bytes
                }
            ),
        ]
        for (name, writer) in hidden {
            let found = Self.facts(writer).calls.map(\.callee)
            #expect(found.contains("os.system"), "\(name)")
        }
    }

    @Test(arguments: ["../x", "/etc/x", "a/../../x", "..\\x", "C:\\x"])
    func `a member that leaves the folder is dangerous`(_ name: String) {
        let writer = Self.archive { $0.members.append(ZipWriter.member(name, [1])) }
        let findings = ModelFileRules.findings(for: Self.facts(writer))
        #expect(findings.first?.rule == Oddity.memberTraversal.rawValue)
    }

    @Test func `raw tensors are no pickles, whatever their bytes`() {
        let writer = Self.archive {
            $0.members.append(ZipWriter.member("archive/data/0", Self.bad))
        }
        #expect(ModelFileRules.findings(for: Self.facts(writer)).isEmpty)
    }
}
