package import Governance
package import Operations
package import Transparency

/// How clients fetch and send bytes by their digest; HTTP carries them, not JSON.
package enum ArtifactEndpoints {
    private static let path = "/artifacts/{digest}"

    package static let read = Endpoint(
        .get, path, name: "readArtifact", "The bytes of an artifact.",
        parameters: [
            .digest, .within,
            .init("Range", in: .header, .text(max: 200), "One range, such as `bytes=1024-`."),
        ], answer: .bytes, gives: .bytes,
        otherAnswers: [206: "The bytes of the range that was asked for."], problems: [404, 416])

    package static let find = Endpoint(
        .head, path, name: "findArtifact",
        "How large an artifact is; or, as `Upload-Offset`, how much of it the caller uploaded.",
        parameters: [.digest, .within], answer: .null,
        otherAnswers: [204: "It is not finished; go on at `Upload-Offset`."], problems: [404, 416])

    package static let put = Endpoint(
        .put, path, name: "putArtifact", "Upload an artifact all at once.",
        parameters: [.digest, .workspace], body: .bytes, takes: .bytes, answer: kept, status: 201,
        problems: [409, 422, 507])

    package static let append = Endpoint(
        .patch, path, name: "appendToArtifact",
        "Go on with an upload; it is finished when its digest is the one it is sent under.",
        parameters: [
            .digest, .workspace,
            .init(
                "Upload-Offset", in: .header, .count,
                "How many bytes the server has, as `HEAD` tells."),
            .init(
                "Upload-Complete", in: .header, .oneOf(["?0", "?1"]),
                "`?1` when nothing follows: another digest is then refused."),
        ], body: .bytes, takes: .bytes, answer: kept, status: 201,
        otherAnswers: [204: "Taken, and more must follow; `Upload-Offset` says from where."],
        problems: [409, 422, 507])

    private static let kept = Schema.object(["digest": .digest, "bytes": .count])

    package static func json(_ digest: Digest, _ uploaded: UploadArtifact.Uploaded) -> JSON {
        ["digest": .string(digest.description), "bytes": JSON(uploaded.byteCount)]
    }
}

extension APIRequest {
    package func digest(_ name: String = "digest") throws(Failure) -> Digest {
        try parsed(name, as: "a digest such as `sha256:` and 64 digits") { Digest($0) }
    }

    /// The folder that a file is asked for within.
    package func folder() throws(Failure) -> Digest? {
        try optionallyParsed("within", as: "a digest such as `sha256:` and 64 digits") {
            Digest($0)
        }
    }

    package func workspace() throws(Failure) -> Workspace {
        try optionallyParsed("workspace", as: "a workspace") { Workspace($0) } ?? .standard
    }
}

extension Endpoint.Parameter {
    fileprivate static let digest = Endpoint.Parameter(
        "digest", in: .path, .digest, "The SHA-256 of the bytes.")
    fileprivate static let within = Endpoint.Parameter(
        "within", in: .query, .digest,
        "The digest of a folder of a version, when the bytes are a file in it.")
    fileprivate static let workspace = Endpoint.Parameter(
        "workspace", in: .query, .text(max: 64, min: 1),
        "Whose versions may refer to the bytes; `default` unless said.")
}
