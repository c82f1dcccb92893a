import Transparency

/// One question of a data set: what a model is given, and what is expected.
package struct DatasetRecord: Sendable, Equatable {
    package var number: Int64 = 0
    package var id: String
    package var inputs: ExactJSON
    /// INVARIANT: of one data set no two records have the same.
    var inputDigest: String
    /// `nil` where none are known.
    package var outputs: ExactJSON?
    package var expectations: ExactJSON?
    package var tags: ExactJSON
    package var source: ExactJSON?
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64
    package var createdBy: String?
    package var updatedBy: String?

    /// Of all that an evaluation would see.
    var digest: String {
        let seen = ExactJSON.list([inputs, outputs ?? .null, expectations ?? .null])
        return Digest(of: Array(seen.written.utf8)).hex
    }

    var byteCount: Int64 {
        let texts = [inputs, outputs, expectations, tags, source].compactMap { $0?.written }
        return Int64(texts.reduce(0) { $0 + $1.utf8.count })
    }

    package var sourceKind: String? { source?["source_type"]?.text }

    /// What it was made from, by its name there.
    package var sourceID: String? {
        source?["source_data"]?[sourceKind == "TRACE" ? "trace_id" : "source_id"]?.text
    }
}

/// What a client says of a record: new, or more of one that has the same inputs.
package struct SaidRecord: Sendable, Equatable {
    let inputs: ExactJSON
    /// Which record it is about.
    let inputDigest: String
    /// `nil` where nothing was said of them; `null` is that there are none.
    let outputs: ExactJSON?
    let expectations: [String: ExactJSON]
    let tags: [String: ExactJSON]
    let source: ExactJSON?
    /// Who says so.
    let user: String?

    private static let sourceKinds = ["UNSPECIFIED", "TRACE", "HUMAN", "DOCUMENT", "CODE"]

    /// All of a request, from the text of a JSON.
    ///
    /// - Throws: `invalid` when it is no list of records, or a record does not fit.
    package static func records(reading text: String) throws(TrackingError) -> [SaidRecord] {
        guard let elements = try ExactJSON(reading: text, of: "records").elements else {
            throw TrackingCheck.invalid(
                "Invalid value for parameter 'records' supplied: it is no list of records.")
        }
        guard elements.count <= DatasetLimits.changedCountMax else {
            throw TrackingCheck.invalid(
                "At most \(DatasetLimits.changedCountMax) records may be given at once; give the "
                    + "others in another request.")
        }
        var records: [SaidRecord] = []
        for (index, element) in elements.enumerated() {
            records.append(try SaidRecord(element, "records[\(index)]"))
        }
        return records
    }

    init(_ json: ExactJSON, _ path: String) throws(TrackingError) {
        guard let members = json.members else {
            throw TrackingCheck.invalid("Each record must be a dictionary; \(path) is none.")
        }
        guard let inputs = members["inputs"], inputs.members != nil else {
            throw TrackingCheck.invalid(
                "Each record must have an 'inputs' field that is a dictionary; \(path) has none.")
        }
        self.inputs = inputs
        inputDigest = Digest(of: Array(inputs.written.utf8)).hex
        outputs = members["outputs"]
        expectations = try Self.map(members["expectations"], path + ".expectations")
        tags = try Self.map(members["tags"], path + ".tags")
        source = try Self.source(members["source"], path + ".source")
        user = tags[EvaluationDataset.userTag]?.text
        if let user {
            try TrackingCheck.length(user, path + ".tags.mlflow.user", DatasetLimits.userLengthMax)
            try TrackingCheck.plain(user, path + ".tags.mlflow.user")
        }
    }

    private static func map(
        _ json: ExactJSON?, _ path: String
    ) throws(TrackingError) -> [String: ExactJSON] {
        guard let json, !json.isNull else { return [:] }
        guard let members = json.members else {
            throw TrackingCheck.invalid(
                "Invalid value for parameter '\(path)' supplied: it is no dictionary.")
        }
        return members
    }

    private static func source(
        _ json: ExactJSON?, _ path: String
    ) throws(TrackingError) -> ExactJSON? {
        let members = try map(json, path)
        guard !members.isEmpty else { return nil }
        let kind = members["source_type"]?.text?.uppercased()
        guard let kind, sourceKinds.contains(kind) else {
            throw TrackingCheck.invalid(
                "Invalid dataset record source type in '\(path)'. Valid source types: "
                    + sourceKinds.joined(separator: ", "))
        }
        guard Set(members.keys).isSubset(of: ["source_type", "source_data"]) else {
            throw TrackingCheck.invalid(
                "Invalid value for parameter '\(path)' supplied: it has a 'source_type' and "
                    + "'source_data', and nothing else.")
        }
        let data = try map(members["source_data"], path + ".source_data")
        return .map(["source_type": .text(kind), "source_data": .map(data)])
    }
}

extension DatasetRecord {
    /// One whose inputs nobody said before.
    init(_ said: SaidRecord, of dataset: EvaluationDataset, at now: Int64) {
        let outputs = said.outputs ?? .map([:])
        self.init(
            id: "", inputs: said.inputs, inputDigest: said.inputDigest,
            outputs: outputs.isNull ? nil : outputs,
            expectations: said.expectations.isEmpty ? nil : .map(said.expectations),
            tags: .map(said.tags), source: said.source, createdMilliseconds: now,
            updatedMilliseconds: now, createdBy: said.user, updatedBy: said.user)
        // The same question of the same data set has the same name, also when it comes back.
        let name = Digest(of: Array("\(dataset.id)/\(inputDigest)".utf8)).hex
        id = "dr-" + name.prefix(32)
    }

    /// Takes up what was said anew; what was said before of other fields stays.
    mutating func merge(_ said: SaidRecord, at now: Int64) {
        if let outputs = said.outputs { self.outputs = outputs.isNull ? nil : outputs }
        if !said.expectations.isEmpty {
            expectations = .map((expectations?.members ?? [:]).merging(said.expectations) { $1 })
        }
        tags = .map((tags.members ?? [:]).merging(said.tags) { $1 })
        updatedMilliseconds = now
        updatedBy = said.user ?? updatedBy
    }
}
