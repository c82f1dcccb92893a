import Governance
import Operations
import Synchronization
import Transparency

/// Large files that clients were told where to send, each at an address that nobody can guess.
///
/// They are of this server alone: a client that another server is told of begins again.
final class LargeFileUploads: Sendable {
    struct Upload: Sendable {
        let digest: Digest
        let byteCount: Int
        let workspace: Workspace
        /// What its client showed; checked again when the bytes come.
        let token: String?
        let until: Instant
    }

    static let lifeMilliseconds: Int64 = 3_600_000
    private static let countMax = 20_000
    private let underway = Mutex<[String: Upload]>([:])

    func begin(_ upload: Upload, named name: String, at now: Instant) throws(Failure) -> String {
        let isTaken = underway.withLock { underway in
            if underway.count >= Self.countMax {
                underway = underway.filter { $0.value.until > now }
            }
            guard underway.count < Self.countMax else { return false }
            underway[name] = upload
            return true
        }
        guard isTaken else {
            throw .fault("too_many_uploads", "too many large files are on their way; try again")
        }
        return name
    }

    func upload(_ name: String, at now: Instant) throws(Failure) -> Upload {
        guard let upload = underway.withLock({ $0[name] }), upload.until > now else {
            throw .fault("unknown_upload", "nobody was told to send a file here; begin again")
        }
        return upload
    }

    /// The token of a header, as `Bearer` or as the password of `Basic`.
    static func secret(of header: String) -> String {
        let halves = header.split(separator: " ", maxSplits: 1).map(String.init)
        guard halves.count == 2 else { return "" }
        guard halves[0].lowercased() == "basic" else { return halves[1] }
        let pair = Base64.decode(halves[1]).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return pair.firstIndex(of: ":").map { String(pair[pair.index(after: $0)...]) } ?? ""
    }
}
