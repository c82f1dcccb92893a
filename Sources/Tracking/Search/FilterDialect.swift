/// What may be searched by, and how: the same language speaks of several kinds of things.
package struct FilterDialect: Sendable {
    /// What a key is of.
    package enum Entity: String, Sendable {
        case attribute, metric, parameter, tag, dataset, metadata, span, feedback, expectation
    }

    package enum Comparator: String, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case like = "LIKE"
        case ilike = "ILIKE"
        case among = "IN"
        case notAmong = "NOT IN"

        static let ordering: [Comparator] = [
            .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual,
        ]
        static let texts: [Comparator] = [.equal, .unequal, .like, .ilike]
        static let listed: [Comparator] = texts + [.among, .notAmong]
    }

    /// What the values of a key are.
    struct Field: Sendable {
        let isNumber: Bool
        let comparators: [Comparator]

        static let number = Field(isNumber: true, comparators: Comparator.ordering)
        static let text = Field(isNumber: false, comparators: Comparator.texts)
        static let listed = Field(isNumber: false, comparators: Comparator.listed)
        static let searched = Field(isNumber: false, comparators: [.like, .ilike])
    }

    /// How each entity may be written.
    let prefixes: [String: Entity]
    /// The keys of attributes, by each of their names.
    let attributes: [String: (name: String, field: Field)]
    /// The entities with any key, and those with few.
    let fields: [Entity: Field]
    let keys: [Entity: Set<String>]
    /// What may be ordered by, besides entities with any key.
    let orders: [String: String]
    /// What a key without a prefix is of.
    let usual: Entity

    private init(
        _ entities: [Entity], attributes: [String: Field], aliases: [String: String] = [:],
        orders: [String], fields: [Entity: Field] = [:], keys: [Entity: Set<String>] = [:]
    ) {
        var prefixes: [String: Entity] = [:]
        for entity in entities {
            for name in Self.names(of: entity) { prefixes[name] = entity }
        }
        self.prefixes = prefixes
        var known: [String: (name: String, field: Field)] = [:]
        for (name, field) in attributes { known[name] = (name, field) }
        for (alias, name) in aliases { known[alias] = known[name] }
        self.attributes = known
        self.fields = [
            .metric: .number, .parameter: .text, .tag: .text, .dataset: .listed, .metadata: .text,
            .span: .listed, .feedback: .listed, .expectation: .listed,
        ].merging(fields) { $1 }
        self.keys = keys
        var ordered = Dictionary(uniqueKeysWithValues: orders.map { ($0, $0) })
        for (alias, name) in aliases where ordered[name] != nil { ordered[alias] = name }
        self.orders = ordered
        usual = .attribute
    }

    private static func names(of entity: Entity) -> [String] {
        switch entity {
        case .attribute: ["attribute", "attr", "attributes", "run", "model", "trace"]
        case .metric: ["metric", "metrics"]
        case .parameter: ["parameter", "parameters", "param", "params"]
        case .tag: ["tag", "tags"]
        case .dataset: ["dataset", "datasets"]
        case .metadata: ["metadata", "request_metadata"]
        case .span: ["span"]
        case .feedback: ["feedback"]
        case .expectation: ["expectation"]
        }
    }

    package static let experiments = FilterDialect(
        [.attribute, .tag],
        attributes: ["name": .text, "creation_time": .number, "last_update_time": .number],
        orders: ["name", "experiment_id", "creation_time", "last_update_time"])

    package static let runs = FilterDialect(
        [.attribute, .metric, .parameter, .tag, .dataset],
        attributes: [
            "run_id": .listed, "run_name": .text, "status": .text, "artifact_uri": .text,
            "user_id": .text, "start_time": .number, "end_time": .number,
        ],
        aliases: [
            "created": "start_time", "Created": "start_time", "run name": "run_name",
            "Run name": "run_name", "Run Name": "run_name",
        ],
        orders: [
            "run_id", "run_name", "status", "artifact_uri", "user_id", "start_time", "end_time",
        ], keys: [.dataset: ["name", "digest", "context"]])

    package static let registeredModels = FilterDialect(
        [.attribute, .tag], attributes: ["name": .text],
        orders: ["name", "timestamp", "last_updated_timestamp", "creation_timestamp"])

    package static let modelVersions = FilterDialect(
        [.attribute, .tag],
        attributes: [
            "name": .listed, "run_id": .listed, "source_path": .text, "version_number": .number,
            "creation_timestamp": .number, "last_updated_timestamp": .number,
        ], aliases: ["source": "source_path", "version": "version_number"],
        orders: [
            "name", "version_number", "creation_timestamp", "last_updated_timestamp",
        ])

    package static let loggedModels = FilterDialect(
        [.attribute, .metric, .parameter, .tag],
        attributes: [
            "name": .listed, "model_id": .listed, "model_type": .listed, "status": .listed,
            "source_run_id": .listed, "creation_timestamp": .number,
            "last_updated_timestamp": .number,
        ],
        aliases: [
            "creation_time": "creation_timestamp", "creation_timestamp_ms": "creation_timestamp",
            "last_updated_time": "last_updated_timestamp",
            "last_updated_timestamp_ms": "last_updated_timestamp", "model_name": "name",
        ],
        orders: [
            "name", "model_id", "model_type", "status", "source_run_id", "creation_timestamp",
            "last_updated_timestamp",
        ],
        fields: [.tag: .listed, .parameter: .listed])

    package static let traces = FilterDialect(
        [.attribute, .tag, .metadata, .span, .feedback, .expectation],
        attributes: [
            "request_id": .listed, "client_request_id": .listed, "timestamp_ms": .number,
            "execution_time_ms": .number, "end_time_ms": .number, "status": .listed,
            "name": .listed, "run_id": .listed, "text": .searched,
        ],
        aliases: [
            "timestamp": "timestamp_ms", "execution_time": "execution_time_ms",
            "end_time": "end_time_ms", "trace_id": "request_id", "state": "status",
        ],
        orders: [
            "experiment_id", "request_id", "timestamp_ms", "execution_time_ms", "end_time_ms",
            "status", "name", "run_id",
        ],
        fields: [.tag: .listed, .metadata: .listed])

    package static let evaluationDatasets = FilterDialect(
        [.attribute, .tag],
        attributes: [
            "name": .text, "created_time": .number, "last_update_time": .number,
            "created_by": .text, "last_updated_by": .text,
        ], orders: ["name", "created_time", "last_update_time"])
}
