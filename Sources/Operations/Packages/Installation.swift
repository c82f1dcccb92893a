import Governance
package import SupplyChain
package import Transparency

/// That an installer took a file of a package: whose it was, where it ran and which file.
package struct Installation: Sendable {
    /// Where the file went.
    package struct Client: Sendable, Hashable {
        package let installer: InstallerClient
        /// The address it asked from, as far as the server knows.
        package let address: String

        package init(installer: InstallerClient, address: String) {
            self.installer = installer
            self.address = address
        }
    }

    /// What the ledger says of it, with the names of the person and the machine.
    package let json: JSON

    init(_ document: JSON, _ people: People) {
        var members = document.objectValue ?? [:]
        for (field, name) in [("by", "byName"), ("machine", "machineName")] {
            members[name] = .string(people.name(document[field]?.stringValue ?? ""))
        }
        json = .object(members)
    }

    /// `nil` when it is none.
    package init?(json: JSON) {
        guard json["file"]?.stringValue != nil, json["by"]?.stringValue != nil else { return nil }
        self.json = json
    }

    private func text(_ name: String) -> String { json[name]?.stringValue ?? "" }
    package var at: Instant? { Instant(text("at")) }
    package var file: String { text("file") }
    package var project: String { text("project") }
    package var release: String { text("release") }
    package var version: String { text("version") }
    package var byName: String { text("byName") }
    package var machineName: String { text("machineName") }
    package var installer: InstallerClient { InstallerClient(json: json["client"] ?? [:]) }
}
