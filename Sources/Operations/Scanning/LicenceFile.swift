package import SupplyChain

/// The licence policy of a home, `licences.yaml`.
package struct LicenceFile: Sendable {
    private let path: String

    /// - Parameter home: The home's folder, which need not be there.
    package init(in home: String) { path = "\(home)/licences.yaml" }

    /// - Parameter path: Any file.
    package init(at path: String) { self.path = path }

    /// Of the file; `nil` when there is none.
    var state: FileState? { try? FileState(of: path) }

    /// - Returns: `nil` when there is none.
    /// - Throws: A fault when it does not read.
    package func load() throws(Failure) -> (policy: LicencePolicy, bytes: [UInt8])? {
        guard state != nil else { return nil }
        let bytes = try FileBytes.read(path)
        do throws(DocumentError) {
            return (try LicencePolicy(yaml: bytes), bytes)
        } catch {
            throw .fault(
                "bad_licence_policy", "the licence policy `\(path)` does not read: \(error)")
        }
    }
}
