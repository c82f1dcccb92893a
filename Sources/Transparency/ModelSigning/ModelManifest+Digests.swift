extension ModelManifest {
    /// Reads the statement that model_signing 0.2 wrote, in which each file is a subject.
    ///
    /// It says nothing of the model's name, nor of what was left out.
    ///
    /// - Throws: ``ModelSigningError``.
    init(digests subjects: [StatementV1.Subject]) throws(ModelSigningError) {
        var names: Set<[UInt8]> = []
        let resources = try subjects.map { subject throws(ModelSigningError) in
            guard let name = subject.name else { throw .malformed(field: "subject.name") }
            guard let digest = subject.digest else { throw .malformed(field: "subject.digest") }
            guard Self.isSafe(name) || (name == Self.singleFileName && subjects.count == 1) else {
                throw .unsafePath(name)
            }
            guard names.insert(Array(name.utf8)).inserted else { throw .duplicatePath(name) }
            return Resource(name: name, algorithm: "sha256", digest: digest.bytes)
        }
        self.init(
            name: "", method: .files, hashType: "sha256", allowsSymlinks: false,
            ignoredPaths: [], resources: resources)
    }
}
