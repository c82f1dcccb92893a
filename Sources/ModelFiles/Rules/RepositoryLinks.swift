/// How the files of one folder belong together: code that a configuration has a loader import
/// runs, so what is suspicious in it is dangerous.
struct RepositoryLinks {
    /// Python modules that a loader imports, as paths without `.py`.
    private var imported: Set<String> = []
    private var linked: Set<String> = []

    init(_ files: [FileFacts]) {
        for facts in files {
            let folder = Self.folder(facts.path)
            for object in facts.objects { add(object, folder: folder) }
            if facts.references.contains(where: {
                $0.kind == .fileLink && PathRules.leaves($0.target)
                    && !PathRules.isCacheBlob($0.target)
            }) {
                linked.insert(facts.path)
            }
        }
    }

    private static func folder(_ path: String) -> String {
        path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    }

    private mutating func add(_ object: ObjectFact, folder: String) {
        switch object.kind {
        case .autoMap, .pipeline, .mlflow, .hydra:
            let module = object.module.split(separator: "-").last.map(String.init) ?? object.module
            let path = module.split(separator: ".").joined(separator: "/")
            imported.insert(folder + path)
            imported.insert(folder + path + "/__init__")
            if object.kind == .mlflow { imported.insert(folder + "code/" + path) }
            if object.kind == .pipeline, let last = path.split(separator: "/").last {
                imported.insert(folder + last)
            }
        case .keras, .yamlTag, .skops: break
        }
    }

    /// Folders and names whose code loaders run without being asked by a configuration.
    private static let ownCode = [
        "custom_generate/", "code/", "pipeline.py", "handler.py", "inference.py", "custom_pipeline",
    ]

    func findings(for facts: FileFacts) -> [Finding] {
        externalData(facts) + runs(facts)
    }

    private func runs(_ facts: FileFacts) -> [Finding] {
        guard facts.path.hasSuffix(".py") else { return [] }
        let stem = String(facts.path.dropLast(3))
        let isImported =
            imported.contains(stem)
            || Self.ownCode.contains { facts.path.hasPrefix($0) || facts.path.contains("/" + $0) }
        guard isImported else { return [] }
        return CallableRules.findings(for: facts).filter { $0.rule == "source-call" }.prefix(20).map
        {
            Finding(
                rule: "repository-code", level: .dangerous,
                effect: "loading the model imports this code: \($0.effect)", place: $0.place,
                subject: $0.subject)
        }
    }

    /// Whether a path or a folder on its way is a link out of the folder.
    private func leadsOut(_ path: String) -> Bool {
        var way = ""
        for part in path.split(separator: "/") where part != "." {
            way += way.isEmpty ? String(part) : "/" + part
            if linked.contains(way) { return true }
        }
        return false
    }

    /// External data that is a link out of the folder.
    private func externalData(_ facts: FileFacts) -> [Finding] {
        let folder = Self.folder(facts.path)
        return facts.references.filter {
            [.externalData, .weightFile].contains($0.kind) && leadsOut(folder + $0.target)
        }.map {
            Finding(
                rule: "reference-externaldata", level: .dangerous,
                effect: "reads tensors through a link that leaves the folder: `\($0.target)`",
                place: $0.place, subject: $0.target)
        }
    }
}
