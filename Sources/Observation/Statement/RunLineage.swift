package import Governance
package import Transparency

/// A run as what it made of what.
package struct RunLineage: Sendable {
    /// Single files that are named besides their folders.
    package static let fileCountMax = 5_000

    private let run: ObservedRun
    private let inputs: FileFolders
    private let outputs: FileFolders

    package init(_ run: ObservedRun, inputs: FileFolders, outputs: FileFolders) {
        self.run = run
        self.inputs = inputs
        self.outputs = outputs
    }

    /// A command that neither read nor made anything that can be named made itself known, and no more.
    ///
    /// - `made`: What was registered of it.
    /// - `statement`: In which all is said.
    /// - Returns: Its inputs and outputs by digest, and the commit of its source.
    package func activity(made: [LineageReference], statement: Digest) -> LineageActivity {
        var used = Self.references(inputs)
        if let git = run.git, let source = Self.reference(git) { used.append(source) }
        let all = Self.references(outputs) + made
        let isEmpty = used.isEmpty && all.isEmpty
        let itself = isEmpty ? [LineageReference("run:\(run.id)")].compactMap(\.self) : []
        return LineageActivity(
            id: "run/\(run.id)", kind: .run, name: Self.name(run.arguments), inputs: used,
            outputs: all + itself, statement: statement)
    }

    private static func references(_ files: FileFolders) -> [LineageReference] {
        let inFolders = files.folders.reduce(0) { $0 + $1.files.count }
        var named = files.single.prefix(fileCountMax).compactMap(\.digest)
        // Who doubts a file of a folder finds the run by the folder, when that was registered.
        if inFolders + named.count <= fileCountMax {
            named += files.folders.flatMap { $0.files.compactMap(\.digest) }
        }
        return (named + files.folders.compactMap(\.digest)).map {
            LineageReference($0)
        }
    }

    private static func reference(_ git: GitFacts) -> LineageReference? {
        LineageReference("git:\(git.remote ?? "")@\(git.commit)")
    }

    private static func name(_ arguments: [String]) -> String {
        let text = arguments.joined(separator: " ").unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        var name = String(String.UnicodeScalarView(text))
        while name.utf8.count > LineageActivity.nameByteCountMax { name.removeLast() }
        return name.isEmpty ? "command" : name
    }
}
