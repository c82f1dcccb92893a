import Governance
import Ledger
import ModelFiles
import Tracking
import Transparency

/// A version of a registered model on its way into the ledger: its files by their digests, looked at.
struct CapturedVersion {
    let version: ModelVersion
    /// Who has its files and its run; `nil` when this server has.
    let upstream: (any ModelUpstream)?
    let by: Actor

    struct Outcome: Sendable {
        let status: ModelVersion.Status
        let message: String?
        /// Its name in the ledger.
        let name: String?
    }

    /// Registers it; what goes wrong is what the client is told.
    func outcome(on platform: Platform) async -> Outcome {
        do {
            return try await register(on: platform)
        } catch let failure as Failure {
            return Outcome(status: .failed, message: failure.message, name: nil)
        } catch {
            return Outcome(
                status: .failed, message: "the version could not be registered", name: nil)
        }
    }

    private func register(on platform: Platform) async throws -> Outcome {
        let tracked = try platform.tracked()
        let (name, reach) = (version.name, by.reach)
        let model = try await tracked.reading { session throws(TrackingError) in
            try session.registeredModel(name, within: reach)
        }
        let parts = try await CapturedParts(
            version: version, isPrompt: model.isPrompt, upstream: upstream, by: by
        ).kept(on: platform)
        let subject = try await self.subject(of: model, on: platform)
        let said = SaidOfModel(model)
        var registration = RegisterVersion(
            subject: subject, parts: parts, purpose: said.purpose, risk: said.risk,
            businessOwner: said.businessOwner, technicalOwner: said.technicalOwner,
            workspace: model.workspace, by: by)
        registration.isCaptured = true
        let registered = try await platform.perform(registration).version.name
        try await tracked.writing { session throws(TrackingError) in
            try session.name(subject: subject.description, ofRegisteredModel: model.number)
        }
        try await CapturedLineage(
            version: version, name: registered, upstream: upstream, by: by
        ).record(on: platform)
        var scan = RecordScan(version: registered, parts: [], by: by)
        scan.isCaptured = true
        let scanned = try await platform.perform(scan)
        return Self.outcome(scanned.evidence.predicate, of: registered)
    }

    /// INVARIANT: a version with a dangerous file is in the ledger, with what was found, and neither
    /// its number nor an alias leads to its files.
    private static func outcome(_ scan: JSON, of name: VersionName) -> Outcome {
        guard scan["outcome"] == "dangerous" else {
            return Outcome(status: .ready, message: nil, name: name.description)
        }
        let findings = scan["findings"]?.arrayValue ?? []
        let first = findings.first.map {
            [$0["path"], $0["message"]].compactMap { $0?.stringValue }.joined(separator: ": ")
        }
        let more = findings.count > 1 ? ", and \(findings.count - 1) more" : ""
        return Outcome(
            status: .failed,
            message: "a file is dangerous: \(first ?? "see the findings")\(more); see "
                + "`assay findings --where version=\(name)`; who may accept it does so with "
                + "`assay waive \(name)`",
            name: name.description)
    }

    /// The governed thing that versions of the model are of: the one of its name, unless that is
    /// another workspace's or another registered model's.
    private func subject(
        of model: RegisteredModel, on platform: Platform
    ) async throws -> SubjectName {
        if let known = model.subject.flatMap({ SubjectName($0) }) { return known }
        let kind = model.isPrompt ? SubjectKind.prompt : .model
        let plain = Self.plain(model.name)
        let salted = "\(model.workspace.name)/\(model.number)/\(model.name)"
        let other = "\(plain.prefix(90))-\(Digest(of: Array(salted.utf8)).hex.prefix(8))"
        let tracked = try platform.tracked()
        let number = model.number
        for text in [plain, other] {
            guard let name = SubjectName(kind: kind, name: text) else { continue }
            let isTaken = try await tracked.reading { session throws(TrackingError) in
                try session.isTaken(subject: name.description, byOtherThan: number)
            }
            let row = try await platform.store.row(.subjects, name.description)
            if !isTaken, row.map({ $0.workspace == model.workspace }) ?? true { return name }
        }
        throw Failure.fault("bad_name", "no governed thing can be named after `\(model.name)`")
    }

    /// A name in the letters that names of governed things have.
    static func plain(_ name: String) -> String {
        var text = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9", ".", "_": text.unicodeScalars.append(scalar)
            default: if !text.hasSuffix("-") { text += "-" }
            }
        }
        let trimmed = text.drop { !($0.isLetter || $0.isNumber) }.prefix(100)
        return trimmed.isEmpty ? "unnamed" : String(trimmed)
    }
}
