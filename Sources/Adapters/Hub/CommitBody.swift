import Governance
import HTTPServer
import NIOCore
import Operations
import Transparency

/// The changes of a commit as its client sends them: bytes of files go to the disk as they come.
struct CommitBody {
    let platform: Platform
    let by: Actor

    struct Received {
        var parent: String?
        var changes: [HubChange] = []
    }

    private static let changeCountMax = 20_000

    func received(_ body: RequestBytes) async throws -> Received {
        var lines = CommitLines()
        var work = Work(platform: platform, by: by)
        do {
            try await body.forEach { buffer in
                for event in try lines.read(Array(buffer.readableBytesView)) {
                    try await work.take(event)
                }
            }
            for event in try lines.finish() { try await work.take(event) }
            return work.received
        } catch let error as CommitLines.Malformed {
            work.discard()
            throw HubProblem.malformed(error.message)
        } catch {
            work.discard()
            throw error
        }
    }

    private struct Work {
        let platform: Platform
        let by: Actor
        var received = Received()
        var file: ReceivedFile?

        mutating func take(_ event: CommitLines.Event) async throws {
            switch event {
            case .contentBegins:
                guard file == nil else {
                    throw HubProblem.malformed("a line of the commit has two files")
                }
                file = try platform.receive(by: by)
            case .content(let bytes): try file?.append(bytes)
            case .line(let line, let hasContent): try await take(line, hasContent: hasContent)
            }
        }

        private mutating func take(_ line: JSON, hasContent: Bool) async throws {
            let key = line["key"]?.stringValue ?? ""
            let value = line["value"] ?? .null
            guard hasContent == (key == "file") else {
                throw HubProblem.malformed(
                    "`\(key.prefix(50))` in a commit with bytes, or a file without")
            }
            guard received.changes.count < CommitBody.changeCountMax else {
                throw HubProblem.malformed(
                    "a commit changes at most \(CommitBody.changeCountMax) files")
            }
            switch key {
            case "header":
                received.parent = value["parentCommit"]?.stringValue
                return
            case "file": try await finish(value)
            case "lfsFile":
                received.changes.append(try Self.large(value))
            case "deletedFile": received.changes.append(.removeFile(try Self.path(value)))
            case "deletedFolder": received.changes.append(.removeFolder(try Self.path(value)))
            default:
                throw HubProblem.malformed(
                    "a commit has no `\(key.prefix(50))` here; send the file itself")
            }
        }

        private mutating func finish(_ value: JSON) async throws {
            guard let file, value["encoding"]?.stringValue ?? "base64" == "base64" else {
                throw HubProblem.malformed("a file's bytes are sent in Base64")
            }
            let path = try Self.path(value)
            try HubFile(path: path, digest: Digest(of: [UInt8]()), byteCount: 0).check()
            let (digest, byteCount) = try await file.finish()
            self.file = nil
            received.changes.append(
                .put(HubFile(path: path, digest: digest, byteCount: byteCount)))
        }

        private static func path(_ value: JSON) throws -> String {
            guard let path = value["path"]?.stringValue, !path.isEmpty else {
                throw HubProblem.malformed("a line of the commit names no path")
            }
            return path
        }

        private static func large(_ value: JSON) throws -> HubChange {
            guard let oid = value["oid"]?.stringValue, let digest = Digest("sha256:" + oid),
                let size = value["size"]?.intValue, size >= 0,
                value["algo"]?.stringValue ?? "sha256" == "sha256"
            else { throw HubProblem.malformed("a large file has its SHA-256 and its size") }
            return .putLarge(path: try path(value), digest: digest, byteCount: size)
        }

        mutating func discard() {
            file?.discard()
            file = nil
        }
    }
}
