package import Governance
import SupplyChain
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// What DVC's own files say of a pipeline: each stage of `dvc.lock`, each import of a `*.dvc`, and the
/// files of each folder.
package struct PipelineLineage: Sendable {
    package struct Found: Sendable {
        package let activity: LineageActivity
        /// The bytes that it was read from, in which more is said.
        package let statement: [UInt8]
    }

    package private(set) var found: [Found] = []

    /// - Parameter path: A `dvc.lock`, a `*.dvc`, or a folder with such files in it or below.
    /// - Throws: A fault that names the file which does not read.
    package init(at path: String) throws(Failure) {
        guard let resolved = realpath(path, nil) else { throw FileBytes.unreadable(path) }
        defer { free(resolved) }
        let path = String(cString: resolved)
        guard try FileState(of: path).isFolder else {
            try read(path)
            return
        }
        let files = try CheckWalk(path).entries.filter { $0.kind == .file }.map(\.path)
            .filter { !$0.hasPrefix(".dvc/") && !$0.hasPrefix(".git/") }
        let own = files.filter { file in
            let name = file.split(separator: "/").last ?? ""
            return name == "dvc.lock" || name.hasSuffix(".dvc") && name != ".dvc"
        }
        guard !own.isEmpty else {
            throw .fault("no_pipeline", "`\(path)` has no `dvc.lock` and no `*.dvc`")
        }
        for file in own { try read("\(path)/\(file)") }
    }

    private mutating func read(_ path: String) throws(Failure) {
        let bytes = try FileBytes.read(path)
        let files = PipelineFiles(folder: path.parentFolder)
        do throws(DocumentError) {
            if path.hasSuffix("dvc.lock") {
                for stage in try DVCLock(parsing: bytes).stages { add(stage, files) }
            } else {
                add(try DVCPointer(parsing: bytes), path, files)
            }
        } catch { throw .fault("bad_pipeline", "`\(path)` does not read: \(error)") }
    }

    /// The same stage with the same files is the same activity, wherever and whenever it is read.
    private mutating func add(_ stage: DVCLock.Stage, _ files: PipelineFiles) {
        let said: JSON = ["name": .string(stage.name), "stage": stage.json]
        let command = stage.commands.joined(separator: " && ")
        add(
            "dvc stage", .stage, command.isEmpty ? stage.name : "\(stage.name): \(command)", said,
            inputs: stage.inputs, outputs: stage.outputs, files)
        for file in stage.inputs + stage.outputs { addContents(of: file, files) }
    }

    private mutating func add(_ pointer: DVCPointer, _ path: String, _ files: PipelineFiles) {
        for file in pointer.outputs { addContents(of: file, files) }
        guard pointer.inputs.contains(where: { $0.digest != nil }) else { return }
        let outputs = pointer.outputs.compactMap { $0.digest?.description }
        let said: JSON = [
            "inputs": .array(pointer.inputs.compactMap { $0.digest.map { .string("\($0)") } }),
            "outputs": .array(outputs.map { .string($0) }),
        ]
        add(
            "dvc import", .stage, "import of \(path.split(separator: "/").last ?? "")", said,
            inputs: pointer.inputs, outputs: pointer.outputs, files)
    }

    private mutating func add(
        _ what: String, _ kind: LineageActivity.Kind, _ name: String, _ said: JSON,
        inputs: [DVCFile], outputs: [DVCFile], _ files: PipelineFiles
    ) {
        let statement = said.canonicalBytes
        let digest = Digest(of: statement)
        let activity = LineageActivity(
            id: "\(what) \(digest.hex)", kind: kind, name: Self.shown(name),
            inputs: inputs.flatMap(files.references), outputs: outputs.flatMap(files.references),
            statement: digest)
        guard !activity.inputs.isEmpty || !activity.outputs.isEmpty else { return }
        found.append(Found(activity: activity, statement: statement))
    }

    private mutating func addContents(of file: DVCFile, _ files: PipelineFiles) {
        guard let digest = file.digest, let list = files.contents(of: file),
            let folder = LineageReference("md5:\(digest.hex)")
        else { return }
        let inputs = list.entries.compactMap { LineageReference("md5:\($0.digest.hex)") }
        let places = LineageActivity.referenceCountMax - 1
        for start in stride(from: 0, to: inputs.count, by: places) {
            let statement = JSON.array(
                [.string("\(digest)"), JSON(start)]).canonicalBytes
            found.append(
                Found(
                    activity: LineageActivity(
                        id: "dvc folder \(digest.hex) \(start)", kind: .contents,
                        name: Self.shown("files of \(file.path)"),
                        inputs: inputs[start..<min(start + places, inputs.count)],
                        outputs: [folder], statement: Digest(of: statement)),
                    statement: statement))
        }
    }

    /// One line that fits.
    private static func shown(_ name: String) -> String {
        let plain = String(
            name.unicodeScalars.map {
                $0.properties.generalCategory == .control ? " " : Character($0)
            })
        var text = ""
        for character in plain
        where text.utf8.count + character.utf8.count <= LineageActivity.nameByteCountMax {
            text.append(character)
        }
        return text.isEmpty ? "stage" : text
    }
}
