/// Which licence a text is.
package enum LicenceRecognition: Sendable, Hashable {
    /// The text of this licence, by SPDX's or our identifier, and no more.
    case recognised(String)
    /// The text says that it is this licence, and we do not know that one's text.
    case titled(String)
    /// Much of this licence's text, with changes or with other text: a person must read it.
    case altered(String)
    case unknown
}

extension LicenceText {
    /// A known text, and how much of it stands in this one.
    private struct Likeness {
        let print: LicenceFingerprint
        /// 0…1.
        let share: Double
    }

    /// Shares of a known text from which it is that text, and from which it is like it.
    private static let recognisedShare = 0.9
    private static let alteredShare = 0.5
    /// Shares that differ by less are as good as the same.
    private static let shareTolerance = 0.03

    package var recognition: LicenceRecognition {
        let title = LicenceTitles.id(in: opening)
        let ranked = likenesses
        guard let best = ranked.first else { return title.map { .titled($0) } ?? .unknown }
        let isWhole =
            best.share >= Self.recognisedShare && !hasMore(than: best.print)
            && ranked.dropFirst().allSatisfy { isSure(best, rather: $0) }
        let id = best.print.id
        if let title, title != id { return isWhole ? .altered(title) : .titled(title) }
        return isWhole ? .recognised(id) : .altered(id)
    }

    /// The greatest share first; of equal shares the longer text.
    private var likenesses: [Likeness] {
        var found: [Likeness] = []
        for print in LicenceFingerprints.all {
            let share = print.share(in: self)
            if share >= Self.alteredShare { found.append(Likeness(print: print, share: share)) }
        }
        return found.sorted { one, other in
            one.share == other.share
                ? one.print.shingleCount > other.print.shingleCount : one.share > other.share
        }
    }

    /// A few words make one licence of Creative Commons another: where shares are close, it is the
    /// exact text of one, or the one that says more.
    private func isSure(_ best: Likeness, rather other: Likeness) -> Bool {
        let isSame = best.print.id == other.print.id
        if isSame || best.share - other.share > Self.shareTolerance { return true }
        if best.share == 1 && other.share < 1 { return true }
        return best.print.shingleCount > other.print.shingleCount
    }

    /// Whether so much else stands in the text that it may change what the licence says.
    private func hasMore(than print: LicenceFingerprint) -> Bool {
        shingles.count > print.shingleCount + print.shingleCount / 10 + 24
    }
}
