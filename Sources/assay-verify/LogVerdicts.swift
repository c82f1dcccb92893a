import Transparency

/// The verdicts on a log whose checkpoint is authentic, each told apart from the other.
struct LogVerdicts {
    enum Verdict: String {
        case verified
        case failed
        case unknown
    }

    let integrity: Verdict
    let completeness: Verdict

    /// - Parameters:
    ///   - report: What reading the whole log found.
    ///   - isWitnessed: Whether somebody else vouches that nothing was rolled back.
    init(_ report: TileTreeVerifier.Report, isWitnessed: Bool) {
        let isMissing = report.findings.contains {
            switch $0 {
            case .missing: true
            case .earlierRootDiffers(_, .none): true
            case .malformed, .recordDiffers, .tileDiffers, .rootDiffers, .earlierRootDiffers: false
            }
        }
        let isAltered = report.findings.contains {
            switch $0 {
            case .malformed, .recordDiffers, .tileDiffers, .rootDiffers: true
            case .earlierRootDiffers(_, .some): true
            case .missing, .earlierRootDiffers: false
            }
        }
        integrity = isAltered ? .failed : report.stoppedEarly ? .unknown : .verified
        completeness =
            isMissing ? .failed : report.stoppedEarly || !isWitnessed ? .unknown : .verified
    }

    func conclusion(
        _ head: VerifiedCheckpoint, _ report: TileTreeVerifier.Report
    ) -> Conclusion {
        var fields = head.fields
        fields["authenticity"] = .string(Verdict.verified.rawValue)
        fields["integrity"] = .string(integrity.rawValue)
        fields["completeness"] = .string(completeness.rawValue)
        fields["recordsRead"] = JSON(exactly: report.recordCount) ?? nil
        fields["tilesRead"] = JSON(exactly: report.tileCount) ?? nil
        fields["findings"] = .array(report.findings.map { .string($0.description) })
        let lines =
            head.lines + [
                "authenticity  verified: the log's key signed the checkpoint",
                "integrity     \(integrity.rawValue): read \(report.recordCount) records and "
                    + "\(report.tileCount) tiles",
                "completeness  \(completeness.rawValue)\(completenessRemark(report))",
            ]
        guard report.isIntact else {
            let reason = "the log is not as it was signed"
            return .no(reason, lines + report.findings.map { "- \($0)" }, fields)
        }
        return .yes(["yes: the log is as it was signed"] + lines, fields)
    }

    private func completenessRemark(_ report: TileTreeVerifier.Report) -> String {
        guard completeness == .unknown && !report.stoppedEarly else { return "" }
        return ": no record is missing; for a rollback, give --since or a witness's key"
    }
}
