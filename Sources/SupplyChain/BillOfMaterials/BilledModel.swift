package import Transparency

/// The model of a bill: its bytes, where it comes from, and what its makers say of it.
package struct BilledModel: Sendable, Hashable {
    package let name: String
    package let version: String
    /// What names all parts together.
    package let root: Digest
    package let purpose: String
    package let registeredAt: Instant
    package let supplier: Party
    package let author: Party?
    package let url: PackageURL?
    /// Where it can be had.
    package let location: String?
    package let licence: LicenceExpression?
    /// Everything but data.
    package let parts: [BilledPart]
    package let bases: [BaseModel]
    package let description: ModelDescription

    package init(
        name: String, version: String, root: Digest, purpose: String = "", registeredAt: Instant,
        supplier: Party, author: Party? = nil, url: PackageURL? = nil, location: String? = nil,
        licence: LicenceExpression? = nil, parts: [BilledPart] = [], bases: [BaseModel] = [],
        description: ModelDescription = ModelDescription()
    ) {
        self.name = name
        self.version = version
        self.root = root
        self.purpose = purpose
        self.registeredAt = registeredAt
        self.supplier = supplier
        self.author = author
        self.url = url
        self.location = location
        self.licence = licence
        self.parts = parts
        self.bases = bases
        self.description = description
    }
}

/// An artifact of the model in its role.
package struct BilledPart: Sendable, Hashable {
    /// A file of a part that is a folder.
    package struct File: Sendable, Hashable {
        package let path: String
        package let digest: Digest
        package let byteCount: Int

        package init(path: String, digest: Digest, byteCount: Int) {
            self.path = path
            self.digest = digest
            self.byteCount = byteCount
        }
    }

    package let role: String
    package let name: String
    /// Of the file; of the manifest, where it is a folder.
    package let digest: Digest
    package let byteCount: Int
    /// `nil` for a file.
    package let files: [File]?

    package init(
        role: String, name: String, digest: Digest, byteCount: Int, files: [File]? = nil
    ) {
        self.role = role
        self.name = name
        self.digest = digest
        self.byteCount = byteCount
        self.files = files
    }
}

/// A model that this one was made from.
package struct BaseModel: Sendable, Hashable {
    /// Such as `meta-llama/Llama-3.1-8B`.
    package let name: String
    package let url: PackageURL?
    package let licence: LicenceExpression?

    package init(name: String, url: PackageURL? = nil, licence: LicenceExpression? = nil) {
        self.name = name
        self.url = url
        self.licence = licence
    }
}
