import Governance
import Transparency

/// The files of a run as its statement lists them, in canonical JSON: apart from the rest, so that it can
/// be written while that is found out.
package struct ListedFiles: Sendable {
    /// Without the brackets of the list.
    let inputs: [UInt8]
    let outputs: [UInt8]

    /// Files that are listed one by one; of those beyond, folders are named by their digest.
    package static let countMax = 20_000

    package init(_ run: ObservedRun, paths: ShownPaths) {
        inputs = Self.list(run.inputs.prefix(Self.countMax), hasCount: true, paths)
        let made = run.outputs.lazy.filter { $0.digest != nil }.prefix(Self.countMax)
        outputs = Self.list(Array(made)[...], hasCount: false, paths)
    }

    private static func list(
        _ files: ArraySlice<FileFinding>, hasCount: Bool, _ paths: ShownPaths
    ) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.array(count: files.count) { index, writer in
            write(files[files.startIndex + index], hasCount, paths, to: &writer)
        }
        return Array(writer.bytes.dropFirst().dropLast())
    }

    private static func write(
        _ file: FileFinding, _ hasCount: Bool, _ paths: ShownPaths,
        to writer: inout CanonicalWriter
    ) {
        writer.object { writer in
            switch file.content {
            case .bytes(let digest, let count):
                if hasCount {
                    writer.member("annotations")
                    writer.object { $0.member("bytes", Int64(count)) }
                }
                writer.member("digest")
                writer.object { $0.member("sha256", digest.hex) }
            case .unknown(let reason):
                writer.member("annotations")
                writer.object { $0.member("digestUnknown", reason.rawValue) }
            }
            writer.member("name", paths.text(file.path))
        }
    }
}
