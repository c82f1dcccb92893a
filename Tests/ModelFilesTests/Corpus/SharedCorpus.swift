import Foundation

@testable import ModelFiles

/// The labelled cases that all implementations share, read from their archive into memory.
///
/// Nothing in them is ever loaded or run.
struct SharedCorpus {
    struct Case: Decodable {
        let id: String
        let family: String
        let label: String
        let technique: String
    }

    enum Entry {
        case file([UInt8])
        case link(String)
    }

    let cases: [Case]
    /// Paths below each case's folder, in order.
    let entries: [String: [(path: String, entry: Entry)]]

    /// `nil` when the archive is not there.
    init?() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let archive = root.deletingLastPathComponent()
            .appending(path: "shared/reference/scan-corpus.tar.gz")
        guard let packed = try? Data(contentsOf: archive) else { return nil }
        let plain = Expander.inflate(Bytes([UInt8](packed)), windowBits: 31, limit: 1 << 28)
        let members = Self.members(Bytes(plain.output))
        var entries: [String: [(path: String, entry: Entry)]] = [:]
        var labels: [UInt8] = []
        for (path, entry) in members {
            let parts = path.split(separator: "/").map(String.init).drop {
                $0 == "." || $0 == "scan-corpus"
            }
            if parts.count == 1, case .file(let bytes) = entry, parts.first == "labels.json" {
                labels = bytes
            }
            guard let id = parts.first, parts.count > 1 else { continue }
            entries[id, default: []].append((parts.dropFirst().joined(separator: "/"), entry))
        }
        self.entries = entries
        cases = try JSONDecoder().decode([Case].self, from: Data(labels))
    }

    private static func members(_ bytes: Bytes) -> [(String, Entry)] {
        var found: [(String, Entry)] = []
        var offset = 0
        var longName: String?
        while let header = TarHeader(bytes, at: offset) {
            let body = bytes.slice(at: offset + 512, count: header.size)
            let name = longName ?? header.name
            switch header.kind {
            case .longName: longName = header.text(of: body)
            case .pax: longName = header.paxValue("path", of: body) ?? longName
            case .file:
                found.append((name, .file(body.array(at: 0, count: body.count))))
                longName = nil
            case .link:
                found.append((name, .link(header.link)))
                longName = nil
            case .folder, .device, .longLink: longName = nil
            }
            offset += 512 + (body.count + 511) / 512 * 512
        }
        return found
    }

    /// What the rules say about a case, its files taken together.
    func judged(_ id: String) -> (findings: [Finding], outcomes: [Outcome], facts: [FileFacts]) {
        let facts = (entries[id] ?? []).map { path, entry in
            switch entry {
            case .file(let bytes): FileInspector.facts(path: path, bytes: Bytes(bytes))
            case .link(let target): FileInspector.facts(path: path, linkTarget: target)
            }
        }
        let findings = ModelFileRules.findings(forFolder: facts)
        let outcomes = zip(facts, findings).map { Outcome($0, $1) }
        return (findings.flatMap { $0 }, outcomes, facts)
    }
}
