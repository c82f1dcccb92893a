package import Transparency

/// A named, governed thing and who answers for it.
package struct Subject: Sendable, Hashable {
    package struct Owners: Sendable, Hashable {
        package let business: Principal.ID
        package let technical: Principal.ID

        package init(business: Principal.ID, technical: Principal.ID) {
            self.business = business
            self.technical = technical
        }
    }

    package let name: SubjectName
    package let purpose: String
    package let risk: RiskTier
    package let owners: Owners
    /// Where it was first registered; it stays there.
    package let workspace: Workspace

    package init(
        name: SubjectName, purpose: String, risk: RiskTier, owners: Owners,
        workspace: Workspace = .standard
    ) {
        self.name = name
        self.purpose = purpose
        self.risk = risk
        self.owners = owners
        self.workspace = workspace
    }

    /// What an approval accepted besides the bytes: what the subject is for, and its risk.
    package var terms: Digest {
        Digest(
            of: (["purpose": .string(purpose), "risk": .string(risk.rawValue)] as JSON)
                .canonicalBytes)
    }

    /// INVARIANT: the standard workspace is not written, as in records from before there were any.
    package var json: JSON {
        var members: [String: JSON] = [
            "name": .string(name.description), "purpose": .string(purpose),
            "risk": .string(risk.rawValue),
            "owners": [
                "business": .string(owners.business.text),
                "technical": .string(owners.technical.text),
            ],
        ]
        if workspace != .standard { members["workspace"] = .string(workspace.name) }
        return .object(members)
    }

    package init?(json: JSON) {
        guard let name = json["name"]?.stringValue.flatMap({ SubjectName($0) }),
            let purpose = json["purpose"]?.stringValue,
            let risk = json["risk"]?.stringValue.flatMap(RiskTier.init(rawValue:)),
            let business = json["owners"]?["business"]?.stringValue,
            let technical = json["owners"]?["technical"]?.stringValue
        else { return nil }
        var workspace = Workspace.standard
        if let stated = json["workspace"] {
            guard let other = stated.stringValue.flatMap({ Workspace($0) }), other != .standard
            else { return nil }
            workspace = other
        }
        self.init(
            name: name, purpose: purpose, risk: risk,
            owners: Owners(business: .init(business), technical: .init(technical)),
            workspace: workspace)
    }
}
