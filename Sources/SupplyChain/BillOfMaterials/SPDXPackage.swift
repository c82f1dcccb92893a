import Transparency

/// A package, or a work that is known by its name, as SPDX's software package.
struct SPDXPackage {
    private let url: PackageURL?
    private let name: String
    private let purpose: String
    private let element: String

    init(_ url: PackageURL) {
        self.url = url
        name = url.name
        purpose = "library"
        element = "package-\(Digest(of: url.description.utf8).hex)"
    }

    init(_ url: PackageURL?, name: String, purpose: String, element: String) {
        self.url = url
        self.name = name
        self.purpose = purpose
        self.element = element
    }

    /// - Returns: Its element.
    func write(
        to graph: inout SPDXGraph, licence: LicenceExpression? = nil, hashes: [ComponentHash] = [],
        place: String? = nil
    ) -> String {
        let id = graph.add(
            "software_Package", element,
            [
                "name": .string(name), "software_packageVersion": .text(url?.version),
                "software_packageUrl": .text(url?.description),
                "software_primaryPurpose": .string(purpose),
                "software_sourceInfo": .text(place.map { "named in \($0)" }),
                "verifiedUsing": .array(
                    hashes.map {
                        [
                            "type": "Hash", "algorithm": .string($0.algorithm.spdx),
                            "hashValue": .string($0.hex),
                        ]
                    }),
            ])
        if let licence { graph.relate(id, "hasDeclaredLicense", [graph.licence(licence)]) }
        return id
    }
}
