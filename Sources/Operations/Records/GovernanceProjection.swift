import Governance
package import Ledger
import Transparency

/// What a record changes in the read models.
///
/// INVARIANT: rows come from records alone, here alone, so that a rebuild makes them again.
package enum GovernanceProjection {
    /// The same for the ledger, which applies it in a rebuild.
    package static let projection = Projection(tables: Set(ReadModel.derived)) { appended, rows in
        try await changes(of: appended.record, at: appended.index, reading: rows)
    }

    /// `rows`: The read models as they were before this record.
    package static func changes(
        of record: Record, at index: Int, reading rows: some RowReading
    ) async throws(Failure) -> [RowChange] {
        guard let kind = RecordKind(rawValue: record.kind) else { return [] }
        let body = record.body
        let order = Int64(index)
        if let row = added(by: record, kind, order) { return [.put(row)] }
        switch kind {
        case .versionRegistered:
            let known = try await rows.row(.subjects, body["subject"]?["name"]?.stringValue ?? "")
            return registered(body, order, known: known) + composed(body, order)
        case .versionScanned:
            let name = body["version"]?.stringValue ?? ""
            return scanned(
                body, order, version: try await rows.row(.versions, name),
                known: try await rows.row(.scans, name))
        case .versionJudged:
            let (version, subject) = try await version(body["version"], in: rows)
            return judged(body, order, version: version)
                + SubjectStanding.judged(body, subject: subject)
        case .versionApproved:
            return [.put(try await signOff(.approvals, body["approval"], order, in: rows))]
        case .findingWaived:
            return [.put(try await signOff(.waivers, body["waiver"], order, in: rows))]
        case .releaseSigned:
            let (version, subject) = try await version(body["version"], in: rows)
            return released(body, order, version: version)
                + SubjectStanding.released(body, subject: subject)
        case .versionRecalled:
            let (version, subject) = try await version(body["recall"]?["version"], in: rows)
            return recalled(body, order, version: version, subject: subject)
        case .subjectDescribed: return try await described(body, reading: rows)
        case .lineageRecorded: return try await lineage(body, order, reading: rows)
        case .webhookRemoved:
            let id = body["webhook"]?.stringValue ?? ""
            return [.remove(table: ReadModel.webhooks.rawValue, key: id)]
        case .principalAdded: return principalAdded(record, order)
        case .rolesGranted:
            return try await principalChanged(record, order, reading: rows) {
                $0["grants"] = body["grants"] ?? []
            }
        case .principalDisabled:
            return try await principalChanged(record, order, reading: rows) {
                $0["disabled"] = true
            }
        case .principalEnabled:
            return try await principalChanged(record, order, reading: rows) {
                $0["disabled"] = false
            }
        case .tokenIssued: return tokenIssued(record, order)
        case .tokenRevoked: return try await tokenRevoked(record, order, reading: rows)
        case .evidenceAdded, .incidentOpened, .versionTakenIn, .packageInstalled,
            .pipelineFileKept, .artifactKept, .webhookAdded, .runFinished, .aliasSet, .aliasRemoved,
            .stageChanged, .registryWebhookSet, .registryWebhookRemoved,
            .passwordChanged, .signedIn, .signInRefused, .actionRefused:
            return []
        }
    }

    /// The row of a record that adds one, and changes nothing that was there.
    private static func added(by record: Record, _ kind: RecordKind, _ order: Int64) -> Row? {
        switch kind {
        case .evidenceAdded: evidence(record.body, order)
        case .incidentOpened: incident(record.body, order)
        case .versionTakenIn: intake(record.body, order)
        case .packageInstalled: installation(record, order)
        case .pipelineFileKept: pipelineFile(record.body, order)
        case .artifactKept: artifact(record, order)
        case .webhookAdded: webhook(record, order)
        default: nil
        }
    }

    /// A version's row, and its subject's.
    private static func version(
        _ name: JSON?, in rows: some RowReading
    ) async throws(Failure) -> (version: Row?, subject: Row?) {
        let version = try await rows.row(.versions, name?.stringValue ?? "")
        return (version, try await rows.row(.subjects, version?.subjectName ?? ""))
    }

    private static func registered(_ body: JSON, _ order: Int64, known: Row?) -> [RowChange] {
        let subject = body["subject"] ?? .null
        let name = subject["name"]?.stringValue ?? ""
        let version = body["version"] ?? .null
        let count = (known?.document["versions"]?.intValue ?? 0) + 1
        var document = subject.objectValue ?? [:]
        document["versions"] = JSON(count)
        document["latest"] = version["name"] ?? .null
        document["released"] = known?.document["released"]
        let fields = SubjectFields(subject)
        return [
            .put(SubjectStanding.row(name, document, fields, order)),
            .put(versionRow(body, fields, order, states: [:])),
        ]
    }

    static func versionRow(
        _ body: JSON, _ fields: SubjectFields, _ order: Int64, states: [String: JSON]
    ) -> Row {
        var document = body.objectValue ?? [:]
        document["states"] = .object(states)
        let version = body["version"] ?? .null
        let name = version["name"]?.stringValue ?? ""
        var index = fields.index
        index["subject"] = [name.split(separator: "@").first.map(String.init) ?? ""]
        index["root"] = [version["root"]?.stringValue ?? ""]
        index["author"] = [version["author"]?.stringValue ?? ""]
        index["digest"] = (version["parts"]?.arrayValue ?? []).compactMap {
            $0["digest"]?.stringValue
        }
        index["state"] =
            document["recalled"] != nil
            ? ["recalled"]
            : states.isEmpty ? ["unjudged"] : Set(states.values.compactMap(\.stringValue)).sorted()
        index["environment"] = states.filter { $0.value == "released" }.keys.sorted()
        return Row(
            table: ReadModel.versions.rawValue, key: name, document: .object(document),
            fields: index, words: fields.words, order: order)
    }

    private static func evidence(_ body: JSON, _ order: Int64) -> Row {
        let parts = (body["lookedAt"]?.arrayValue ?? []).compactMap(Part.init(json:))
        return Row(
            table: ReadModel.evidence.rawValue, key: body["id"]?.stringValue ?? "", document: body,
            fields: [
                "part": parts.map(\.key), "kind": [body["kind"]?.stringValue ?? ""],
                "at": body["at"].days, "expires": body["expiresAt"].days,
                Row.workspaceField: [Workspace.named(in: body)],
            ], words: [], order: order)
    }

    private static func signOff(
        _ table: ReadModel, _ said: JSON?, _ order: Int64, in rows: some RowReading
    ) async throws(Failure) -> Row {
        let document = said ?? .null
        let name = document["subject"]?.stringValue ?? ""
        let subject = try await rows.row(.subjects, name)
        return Row(
            table: table.rawValue, key: document["id"]?.stringValue ?? "", document: document,
            fields: [
                "subject": [name], "until": document["until"].days + document["until"].months,
                Row.workspaceField: [(subject?.workspace ?? .standard).name],
            ], words: [], order: order)
    }

    private static func artifact(_ record: Record, _ order: Int64) -> Row {
        let digest = record.body["digest"]?.stringValue ?? ""
        let workspace = Workspace.named(in: record.body)
        return Row(
            table: ReadModel.artifacts.rawValue,
            key: digest.isEmpty ? "" : "\(digest) \(workspace)",
            document: [
                "at": .string(record.at.description), "by": .string(record.by),
                "bytes": record.body["bytes"] ?? .null, "digest": .string(digest),
            ], fields: ["digest": [digest], Row.workspaceField: [workspace]], order: order)
    }

    private static func webhook(_ record: Record, _ order: Int64) -> Row {
        var members = record.body.objectValue ?? [:]
        members["webhook"] = nil
        members["addedAt"] = .string(record.at.description)
        members["addedBy"] = .string(record.by)
        return Row(
            table: ReadModel.webhooks.rawValue, key: record.body["webhook"]?.stringValue ?? "",
            document: .object(members), order: order)
    }

    private static func judged(_ body: JSON, _ order: Int64, version: Row?) -> [RowChange] {
        let decision = Row(
            table: ReadModel.decisions.rawValue, key: body["decision"]?.stringValue ?? "",
            document: body,
            fields: [
                "version": [body["version"]?.stringValue ?? ""],
                "verdict": [body["verdict"]?.stringValue ?? ""],
                "policy": [body["policyName"]?.stringValue ?? ""],
                Row.workspaceField: [(version?.workspace ?? .standard).name],
            ], words: [], order: order)
        let state = body["verdict"] ?? .null
        return [.put(decision)] + stated(version, body["to"], state)
    }

    private static func released(_ body: JSON, _ order: Int64, version: Row?) -> [RowChange] {
        let parts = (body["parts"]?.arrayValue ?? []).compactMap(Part.init(json:))
        let row = Row(
            table: ReadModel.releases.rawValue, key: body["statement"]?.stringValue ?? "",
            document: body,
            fields: [
                "version": [body["version"]?.stringValue ?? ""],
                "to": [body["to"]?.stringValue ?? ""],
                "root": [body["root"]?.stringValue ?? ""],
                "digest": parts.map(\.digest.description),
                "bundle": (body["bundles"]?.arrayValue ?? []).compactMap(\.stringValue),
                Row.workspaceField: [(version?.workspace ?? .standard).name],
            ], words: [], order: order)
        return [.put(row)] + stated(version, body["to"], "released")
    }

    /// The version's row with its state for a transition.
    private static func stated(_ version: Row?, _ to: JSON?, _ state: JSON) -> [RowChange] {
        guard let version, let to = to?.stringValue else { return [] }
        var states = version.document["states"]?.objectValue ?? [:]
        if !(states[to] == "released" && state == "allow") { states[to] = state }
        return [
            .put(
                versionRow(
                    version.document, SubjectFields(version.document["subject"] ?? .null),
                    version.order, states: states))
        ]
    }
}

/// The exact fields and the words by which a subject, or a version of it, is found.
struct SubjectFields {
    let index: [String: [String]]
    let words: [String]

    init(_ subject: JSON) {
        let name = subject["name"]?.stringValue ?? ""
        let owners = [subject["owners"]?["business"], subject["owners"]?["technical"]]
            .compactMap { $0?.stringValue }
        index = [
            "kind": [name.split(separator: ":").first.map(String.init) ?? ""],
            "risk": [subject["risk"]?.stringValue ?? ""], "owner": owners, "name": [name],
            Row.workspaceField: [Workspace.named(in: subject)],
        ]
        words = SearchWords.split(name + " " + (subject["purpose"]?.stringValue ?? ""))
    }
}

extension Workspace {
    /// The workspace that a record names; the standard one is not written.
    fileprivate static func named(in json: JSON) -> String {
        json["workspace"]?.stringValue ?? Workspace.standard.name
    }
}

extension JSON? {
    /// The day of a time, such as `2026-11-21`, to be found by.
    fileprivate var days: [String] { self?.stringValue.map { [String($0.prefix(10))] } ?? [] }
    fileprivate var months: [String] { self?.stringValue.map { [String($0.prefix(7))] } ?? [] }
}

extension Row {
    /// The subject of a version's row.
    fileprivate var subjectName: String? { document["subject"]?["name"]?.stringValue }
}

extension Part {
    /// Role and digest in one word, for finding what looked at a part.
    package var key: String { "\(role.rawValue) \(digest)" }
}
