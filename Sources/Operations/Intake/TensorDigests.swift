import Governance
import Transparency

/// The digests of the tensors in a repository's weights: two versions with the same large tensors
/// come from one another, whatever their cards say.
///
/// Tensors that many models have alike, such as masks and rows of one number, say nothing.
struct TensorDigests {
    struct Tensor: Hashable {
        /// 32 hexadecimal digits of the SHA-256 of its bytes.
        let digest: String
        let byteCount: Int
    }

    /// By the digest of the file.
    private let files: [String: [Tensor]]

    private static let headerByteCountMax = 16 << 20
    private static let tensorByteCountMin = 4 << 10
    private static let tensorCountMax = 20_000
    /// How many stand for all of them, to be found by.
    private static let sketchCount = 64
    private static let types: Set<String> = [
        "F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2", "I8",
    ]

    /// Reads each safetensors file once; one that does not read has none.
    init(
        of described: [IntakeDescription.File], known: IntakeDescription?, on platform: Platform
    ) async throws {
        let before = try known.map { try TensorDigests(of: $0, in: platform.blobs) }?.files ?? [:]
        var files: [String: [Tensor]] = [:]
        var room = Self.tensorCountMax
        for file in described where file.path.hasSuffix(".safetensors") && room > 0 {
            let key = file.digest.hex
            var tensors = before[key] ?? []
            if before[key] == nil {
                tensors = try await Self.read(platform.blobs.open(file.digest), limit: room)
            }
            room -= tensors.count
            files[key] = tensors
        }
        self.files = files
    }

    /// As they were kept beside a repository's description.
    init(of contents: IntakeDescription, in blobs: BlobFolder) throws {
        let kept = contents.details["tensors"]?.stringValue.flatMap { Digest($0) }
        let json = try kept.map { try JSON(parsing: blobs.get($0)) }
        let members = json?.objectValue ?? [:]
        files = members.mapValues { list in
            (list.arrayValue ?? []).compactMap { item in
                guard let digest = item[0]?.stringValue, let count = item[1]?.intValue else {
                    return nil
                }
                return Tensor(digest: digest, byteCount: count)
            }
        }
    }

    var isEmpty: Bool { all.isEmpty }
    var all: Set<Tensor> { Set(files.values.joined()) }

    var json: JSON {
        .object(
            files.mapValues { tensors in
                .array(tensors.map { [.string($0.digest), JSON($0.byteCount)] })
            })
    }

    /// The same few of any large share of them, whatever else there is.
    var sketch: JSON {
        .array(Set(all.map(\.digest)).sorted().prefix(Self.sketchCount).map(JSON.string))
    }

    /// How much of these bytes another has too, if that is no coincidence.
    func share(with other: TensorDigests) -> Double? {
        let own = all
        let common = own.intersection(other.all)
        guard common.count >= 2 else { return nil }
        let bytes = own.reduce(0) { $0 + $1.byteCount }
        return Double(common.reduce(0) { $0 + $1.byteCount }) / Double(max(bytes, 1))
    }
}

extension TensorDigests {
    private static func read(_ file: BlobFile, limit: Int) async throws -> [Tensor] {
        guard file.byteCount > 8 else { return [] }
        let size = try await bytes(of: file, in: 0..<8).reversed()
            .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard size > 0, size <= UInt64(headerByteCountMax), Int(size) <= file.byteCount - 8 else {
            return []
        }
        let start = 8 + Int(size)
        let header = try? JSON(parsing: await bytes(of: file, in: 8..<start))
        var tensors: [Tensor] = []
        for (name, member) in (header?.objectValue ?? [:]).sorted(by: { $0.key < $1.key })
        where name != "__metadata__" && tensors.count < limit {
            guard let type = member["dtype"]?.stringValue, types.contains(type),
                let first = member["data_offsets"]?[0]?.intValue,
                let end = member["data_offsets"]?[1]?.intValue,
                first >= 0, end - first >= tensorByteCountMin, end <= file.byteCount - start
            else { continue }
            guard let digest = try await digest(of: file, in: start + first..<start + end) else {
                continue
            }
            tensors.append(Tensor(digest: digest, byteCount: end - first))
        }
        return tensors
    }

    private static func bytes(of file: BlobFile, in range: Range<Int>) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await file.forEachPiece(in: range) { bytes += $0 }
        return bytes
    }

    /// `nil` for one number over and over.
    private static func digest(
        of file: BlobFile, in range: Range<Int>
    ) async throws -> String? {
        var hasher = DigestHasher()
        var first: [UInt8] = []
        var isVaried = false
        try await file.forEachPiece(in: range) { piece in
            if first.isEmpty { first = Array(piece.prefix(8)) }
            if !isVaried {
                let beginning = first
                isVaried = piece.indices.contains { piece[$0] != beginning[$0 % 8] }
            }
            hasher.update(piece)
        }
        return isVaried ? String(hasher.finalize().hex.prefix(32)) : nil
    }
}
