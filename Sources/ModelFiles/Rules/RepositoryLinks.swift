/// How the files of one folder belong together: code that a configuration has a loader import
/// runs, so what is suspicious in it is dangerous.
struct RepositoryLinks {
    /// Python modules that a loader imports, as paths without `.py`.
    private var imported: Set<String> = []
    private var linked: Set<String> = []
    /// Folders that hold a model or its configuration.
    private var models: Set<String> = []
    /// Folders of a server's models, whose code is in a folder for each version.
    private var servers: Set<String> = []

    init(_ files: [FileFacts]) {
        for facts in files {
            let folder = Self.folder(facts.path)
            for object in facts.objects { add(object, folder: folder) }
            if Self.isModel(facts, in: folder) { models.insert(folder) }
            if facts.path.hasSuffix("config.pbtxt") { servers.insert(folder) }
            if facts.references.contains(where: {
                $0.kind == .fileLink && PathRules.leaves($0.target)
                    && !PathRules.isCacheBlob($0.target)
            }) {
                linked.insert(facts.path)
            }
        }
        followImports(files)
    }

    /// Code that is imported imports its neighbours; rounds of which only so many are followed.
    private mutating func followImports(_ files: [FileFacts]) {
        let code = files.filter { facts in
            facts.path.hasSuffix(".py") && facts.objects.contains { $0.kind == .module }
        }
        for _ in 0..<8 {
            let known = imported.count
            for facts in code where isRun(facts) {
                let folder = Self.folder(facts.path)
                for object in facts.objects where object.kind == .module {
                    let path = object.module.split(separator: ".").joined(separator: "/")
                    imported.formUnion([folder + path, folder + path + "/__init__"])
                }
            }
            guard imported.count > known else { return }
        }
    }

    /// Whether loading a model or a dataset runs the file.
    private func isRun(_ facts: FileFacts) -> Bool {
        imported.contains(String(facts.path.dropLast(3))) || isOwnCode(facts.path)
            || facts.objects.contains { $0.kind == .dataset }
    }

    private static func isModel(_ facts: FileFacts, in folder: String) -> Bool {
        let name = facts.path.dropFirst(folder.count)
        return ["config.json", "model_index.json", "MLmodel"].contains(name)
            || facts.formats.first?.format.isModel ?? false
    }

    private static func folder(_ path: String) -> String {
        path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    }

    private mutating func add(_ object: ObjectFact, folder: String) {
        switch object.kind {
        case .autoMap, .pipeline, .mlflow, .hydra, .named:
            let module = object.module.split(separator: "-").last.map(String.init) ?? object.module
            let path = module.split(separator: ".").joined(separator: "/")
            imported.insert(folder + path)
            imported.insert(folder + path + "/__init__")
            if object.kind == .mlflow { imported.insert(folder + "code/" + path) }
            if object.kind == .pipeline, let last = path.split(separator: "/").last {
                imported.insert(folder + last)
                // A part of a pipeline has a folder of its own, named as its key is.
                let key = object.place.path?.split(separator: ".").last.map(String.init) ?? ""
                imported.insert(folder + key + "/" + last)
            }
        case .keras, .yamlTag, .skops, .module, .dataset: break
        }
    }

    /// Names of code that servers and loaders run beside a model without being asked to.
    private static let ownCode: Set = [
        "pipeline.py", "handler.py", "inference.py", "custom_pipeline.py", "model.py",
    ]

    /// Whether a loader runs the file for where it is and what it is called.
    private func isOwnCode(_ path: String) -> Bool {
        let folder = Self.folder(path)
        // Python imports these at its start, from wherever it is started.
        if ["sitecustomize.py", "usercustomize.py"].contains(path.dropFirst(folder.count)) {
            return true
        }
        if folder.hasSuffix("custom_generate/") || path.contains("custom_pipeline") { return true }
        let parts = folder.split(separator: "/")
        if path.hasSuffix("/model.py"), let version = parts.last, version.allSatisfy(\.isNumber),
            servers.contains(parts.dropLast().map { $0 + "/" }.joined())
        {
            return true
        }
        if folder.hasSuffix("code/"), models.contains(String(folder.dropLast(5))) { return true }
        return models.contains(folder)
            && Self.ownCode.contains(String(path.dropFirst(folder.count)))
    }

    func findings(for facts: FileFacts) -> [Finding] {
        externalData(facts) + runs(facts)
    }

    private func runs(_ facts: FileFacts) -> [Finding] {
        guard facts.path.hasSuffix(".py"), isRun(facts) else { return [] }
        return SourceCallRules.findings(ofImported: facts)
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
