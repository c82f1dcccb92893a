/// What somebody asks to have registered, before it is known to be complete.
package struct Registration: Sendable {
    package var name: SubjectName
    package var purpose: String?
    package var risk: RiskTier?
    package var businessOwner: Principal.ID?
    package var technicalOwner: Principal.ID?
    package var composition: Composition
    /// `nil` to leave it where it is, or to begin in the standard one.
    package var workspace: Workspace?
    /// Who answers for it until somebody says more, when a tool hands it in that asks no questions:
    /// then the purpose may stay open, which no gate passes, and the risk counts as high.
    package var capturedFor: Principal.ID?

    package init(
        name: SubjectName, purpose: String?, risk: RiskTier?, businessOwner: Principal.ID?,
        technicalOwner: Principal.ID?, composition: Composition, workspace: Workspace? = nil,
        capturedFor: Principal.ID? = nil
    ) {
        self.name = name
        self.purpose = purpose
        self.risk = risk
        self.businessOwner = businessOwner
        self.technicalOwner = technicalOwner
        self.composition = composition
        self.workspace = workspace
        self.capturedFor = capturedFor
    }
}

/// Why a version was not registered.
package enum RegistrationRefusal: Error, Sendable, Equatable {
    /// What a person must still say.
    case incomplete([String])
    case purposeTooLong(limit: Int)
    case noParts
    /// A subject stays in the workspace that it began in.
    case otherWorkspace(Workspace)
}

extension Registration {
    package static let purposeLimit = 4000

    /// The subject after this registration: what is not said again stays as it was.
    ///
    /// - Parameter known: The subject as an earlier version left it.
    /// - Returns: A subject with purpose, risk and both owners; captured, perhaps without a purpose.
    /// - Throws: ``RegistrationRefusal`` with all that a person must still say.
    package func subject(after known: Subject?) throws(RegistrationRefusal) -> Subject {
        guard !composition.parts.isEmpty else { throw .noParts }
        let purpose = self.purpose ?? known?.purpose ?? ""
        guard purpose.utf8.count <= Self.purposeLimit else {
            throw .purposeTooLong(limit: Self.purposeLimit)
        }
        if let known, let workspace, workspace != known.workspace {
            throw .otherWorkspace(known.workspace)
        }
        let business = businessOwner ?? known?.owners.business ?? capturedFor
        let technical = technicalOwner ?? known?.owners.technical ?? capturedFor
        let risk = self.risk ?? known?.risk ?? (capturedFor == nil ? nil : .high)
        let isBlank = capturedFor == nil && purpose.allSatisfy(\.isWhitespace)
        let missing = [
            isBlank ? "--purpose" : nil, business == nil ? "--business-owner" : nil,
            technical == nil ? "--technical-owner" : nil, risk == nil ? "--risk" : nil,
        ].compactMap(\.self)
        guard !isBlank, let business, let technical, let risk else { throw .incomplete(missing) }
        return Subject(
            name: name, purpose: purpose, risk: risk,
            owners: .init(business: business, technical: technical),
            workspace: known?.workspace ?? workspace ?? .standard)
    }
}
