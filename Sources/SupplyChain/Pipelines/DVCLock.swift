package import Transparency

/// `dvc.lock`: what each stage of a pipeline ran, of what it made what.
///
/// Source: DVC 3.67, schema 2.0.
package struct DVCLock: Sendable, Equatable {
    package struct Stage: Sendable, Equatable {
        package let name: String
        /// What was run, one after another.
        package let commands: [String]
        package let inputs: [DVCFile]
        package let outputs: [DVCFile]
        /// By the file that they stand in.
        package let parameters: JSON
        /// All of it, as it stands there.
        package let json: JSON
    }

    /// By name.
    package let stages: [Stage]

    /// - Throws: ``DocumentError`` for what is none, or of another schema.
    package init(parsing bytes: [UInt8]) throws(DocumentError) {
        let json = try YAMLTree.parse(bytes)
        guard json["schema"]?.stringValue == "2.0" else {
            throw DocumentError("it is no `dvc.lock` of schema 2.0")
        }
        guard let members = json["stages"].map(\.objectValue) ?? [:] else {
            throw DocumentError("`stages` is no table")
        }
        var stages: [Stage] = []
        for (name, stage) in members.sorted(by: { $0.key < $1.key }) {
            stages.append(try Stage(name, stage))
        }
        self.stages = stages
    }
}

extension DVCLock.Stage {
    fileprivate init(_ name: String, _ json: JSON) throws(DocumentError) {
        self.name = name
        self.json = json
        let command = json["cmd"] ?? .null
        commands =
            command.stringValue.map { [$0] }
            ?? (command.arrayValue ?? []).compactMap(\.stringValue)
        do throws(DocumentError) {
            inputs = try DVCFile.list(json["deps"])
            outputs = try DVCFile.list(json["outs"])
        } catch { throw DocumentError("stage `\(name)`: \(error.message)") }
        parameters = json["params"] ?? [:]
    }
}
