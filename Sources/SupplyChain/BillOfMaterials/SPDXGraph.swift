import Transparency

/// The elements of a document as they are added, each with an identifier of its own.
struct SPDXGraph {
    static let creation = "_:creation"

    private let serial: BillSerial
    private(set) var ids: [String] = []
    private var elements: [JSON] = []
    private var known: [String: String] = [:]
    private var relationshipCount = 0

    init(serial: BillSerial) { self.serial = serial }

    static func id(_ name: String, _ serial: BillSerial) -> String { "\(serial.urn)#\(name)" }

    /// Adds an element whose name is unlike that of all before.
    ///
    /// - Returns: Its identifier.
    @discardableResult
    mutating func add(
        _ type: String, _ name: String, _ members: KeyValuePairs<String, JSON?>
    ) -> String {
        let id = Self.id(name, serial)
        var element = JSON.stated(members).objectValue ?? [:]
        element["type"] = .string(type)
        element["spdxId"] = .string(id)
        element["creationInfo"] = .string(Self.creation)
        elements.append(.object(element))
        ids.append(id)
        return id
    }

    /// A relationship, unless it leads to nothing.
    mutating func relate(_ from: String, _ type: String, _ to: [String]) {
        guard !to.isEmpty else { return }
        relationshipCount += 1
        add(
            "Relationship", "relationship-\(relationshipCount)",
            [
                "from": .string(from), "relationshipType": .string(type), "to": .texts(to),
            ])
    }

    /// The element of somebody, added when they are met first.
    mutating func party(_ party: Party) -> String {
        let type: String
        switch party {
        case .person: type = "Person"
        case .organisation: type = "Organization"
        case .pseudonym: type = "Agent"
        }
        return once(type, party.name) { ["name": .string(party.name)] }
    }

    /// The element of a licence expression; that of no assertion without one.
    mutating func licence(_ expression: LicenceExpression?) -> String {
        guard let expression else { return SPDXWriter.noLicence }
        let text = expression.description
        return once("simplelicensing_LicenseExpression", text) {
            ["simplelicensing_licenseExpression": .string(text)]
        }
    }

    private mutating func once(
        _ type: String, _ text: String, _ members: () -> KeyValuePairs<String, JSON?>
    ) -> String {
        let key = "\(type)\u{0}\(text)"
        if let id = known[key] { return id }
        let id = add(type, "named-\(known.count + 1)", members())
        known[key] = id
        return id
    }

    static func hash(_ digest: Digest) -> JSON {
        ["type": "Hash", "algorithm": "sha256", "hashValue": .string(digest.hex)]
    }

    func json(_ creation: JSON) -> [JSON] { [creation] + elements }
}
