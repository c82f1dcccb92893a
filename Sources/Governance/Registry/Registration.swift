/// What somebody asks to have registered, before it is known to be complete.
package struct Registration: Sendable {
    package var name: SubjectName
    package var purpose: String?
    package var risk: RiskTier?
    package var businessOwner: Principal.ID?
    package var technicalOwner: Principal.ID?
    package var composition: Composition

    package init(
        name: SubjectName, purpose: String?, risk: RiskTier?, businessOwner: Principal.ID?,
        technicalOwner: Principal.ID?, composition: Composition
    ) {
        self.name = name
        self.purpose = purpose
        self.risk = risk
        self.businessOwner = businessOwner
        self.technicalOwner = technicalOwner
        self.composition = composition
    }
}

/// Why a version was not registered.
package enum RegistrationRefusal: Error, Sendable, Equatable {
    /// What a person must still say.
    case incomplete([String])
    case purposeTooLong(limit: Int)
    case noParts
}

extension Registration {
    package static let purposeLimit = 4000

    /// The subject after this registration: what is not said again stays as it was.
    ///
    /// `known`: The subject as an earlier version left it.
    package func subject(after known: Subject?) throws(RegistrationRefusal) -> Subject {
        guard !composition.parts.isEmpty else { throw .noParts }
        let purpose = self.purpose ?? known?.purpose ?? ""
        guard purpose.utf8.count <= Self.purposeLimit else {
            throw .purposeTooLong(limit: Self.purposeLimit)
        }
        let business = businessOwner ?? known?.owners.business
        let technical = technicalOwner ?? known?.owners.technical
        let risk = self.risk ?? known?.risk
        let isBlank = purpose.allSatisfy(\.isWhitespace)
        let missing = [
            isBlank ? "--purpose" : nil, business == nil ? "--business-owner" : nil,
            technical == nil ? "--technical-owner" : nil, risk == nil ? "--risk" : nil,
        ].compactMap(\.self)
        guard !isBlank, let business, let technical, let risk else { throw .incomplete(missing) }
        return Subject(
            name: name, purpose: purpose, risk: risk,
            owners: .init(business: business, technical: technical))
    }
}
