import Governance
import Transparency

/// What a system that speaks OpenLineage says of a run of a job.
///
/// Source: the OpenLineage specification, version 2-0-2 of `RunEvent`, `DatasetEvent` and `JobEvent`.
struct RunEvent: Sendable {
    let type: String?
    /// `nil` for an event about a job or a dataset alone.
    let runID: String?
    let job: Name
    let inputs: [Dataset]
    let outputs: [Dataset]
    /// The commit that the job's code is of.
    let source: LineageReference?

    /// Namespace and name, which together are unique.
    struct Name: Sendable, Equatable {
        let namespace: String
        let name: String

        init?(_ json: JSON?) {
            guard let namespace = json?["namespace"]?.stringValue, !namespace.isEmpty,
                let name = json?["name"]?.stringValue, !name.isEmpty
            else { return nil }
            (self.namespace, self.name) = (namespace, name)
        }
    }

    /// A dataset with its other names.
    struct Dataset: Sendable, Equatable {
        let names: [Name]

        static let nameCountMax = 20

        init?(_ json: JSON) {
            guard let name = Name(json) else { return nil }
            let others = json["facets"]?["symlinks"]?["identifiers"]?.arrayValue ?? []
            names = [name] + others.prefix(Self.nameCountMax).compactMap { Name($0) }
        }
    }

    static let datasetCountMax = 10_000

    /// - Throws: What is missing, as a sentence.
    init(_ json: JSON) throws {
        guard json.objectValue != nil else {
            throw OpenLineageProblem.malformed("an event is a JSON object")
        }
        type = json["eventType"]?.stringValue
        runID = json["run"]?["runId"]?.stringValue
        let dataset = json["dataset"].flatMap(Dataset.init)
        guard let job = Name(json["job"]) ?? dataset?.names.first else {
            throw OpenLineageProblem.malformed(
                "an event needs `job` with `namespace` and `name`, or `dataset` with them")
        }
        if json["run"] != nil, runID.map({ !Self.isRunID($0) }) ?? true {
            throw OpenLineageProblem.malformed("`run.runId` is a UUID")
        }
        self.job = job
        inputs = try Self.datasets(json["inputs"], "inputs")
        outputs = try Self.datasets(json["outputs"], "outputs")
        source = Self.source(json["job"]?["facets"]?["sourceCodeLocation"])
    }

    private static func isRunID(_ text: String) -> Bool {
        text.utf8.count == 36
            && text.utf8.enumerated().allSatisfy { place, byte in
                switch byte {
                case 0x30...0x39, 0x61...0x66, 0x41...0x46: true
                case 0x2D: [8, 13, 18, 23].contains(place)
                default: false
                }
            }
    }

    private static func datasets(_ json: JSON?, _ name: String) throws -> [Dataset] {
        guard let json, !json.isNull else { return [] }
        guard let list = json.arrayValue, list.count <= datasetCountMax else {
            throw OpenLineageProblem.malformed(
                "`\(name)` is a list of at most \(datasetCountMax) datasets")
        }
        let found = list.compactMap(Dataset.init)
        guard found.count == list.count else {
            throw OpenLineageProblem.malformed(
                "each dataset in `\(name)` needs `namespace` and `name`")
        }
        return found
    }

    private static func source(_ facet: JSON?) -> LineageReference? {
        guard let version = facet?["version"]?.stringValue,
            let place = (facet?["repoUrl"] ?? facet?["url"])?.stringValue
        else { return nil }
        return LineageReference("git:\(place)@\(version)")
    }
}
