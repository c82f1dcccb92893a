extension InstalledDistribution {
    /// Texts of `License` up to this size are names or expressions; longer ones are the licence.
    private static let nameByteCountMax = 200

    /// The licence that it says it is under: `License-Expression`, which is SPDX, or else what
    /// `License` names, or else the classifiers, or else the licence whose text stands in `License`.
    ///
    /// Several classifiers all count: nothing says that one may choose among them.
    ///
    /// - Returns: `nil` when it says nothing.
    package var licence: LicenceExpression? {
        if let licenceExpression, let said = LicenceCatalogue.expression(licenceExpression) {
            return said
        }
        return known ?? classified ?? recognised ?? named
    }

    /// What the text of `License` names, if all of it is known.
    private var known: LicenceExpression? {
        guard let named, named.licences.allSatisfy({ LicenceCatalogue.licence(id: $0.id).isRead })
        else { return nil }
        return named
    }

    private var named: LicenceExpression? {
        guard let text = licenceText, text.utf8.count <= Self.nameByteCountMax,
            !text.contains("\n")
        else { return nil }
        return LicenceCatalogue.expression(text)
    }

    private var classified: LicenceExpression? {
        var ids: [String] = []
        for classifier in licenceClassifiers {
            guard let id = LicenceCatalogue.licence(named: classifier)?.id, !ids.contains(id) else {
                continue
            }
            ids.append(id)
        }
        let licences = ids.map { LicenceExpression.licence(LicenceReference(id: $0)) }
        return licences.count > 1 ? .all(licences) : licences.first
    }

    private var recognised: LicenceExpression? {
        guard let text = licenceText, text.utf8.count > Self.nameByteCountMax,
            let recognition = LicenceText(Array(text.utf8))?.recognition
        else { return nil }
        switch recognition {
        case .recognised(let id), .titled(let id):
            return .licence(LicenceReference(id: id))
        case .altered, .unknown: return nil
        }
    }
}

extension Licence {
    fileprivate var isRead: Bool { terms != nil }
}
