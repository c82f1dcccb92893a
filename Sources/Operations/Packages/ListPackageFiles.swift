package import Governance
import Ledger
package import SupplyChain

/// The files of a project that an installer may choose from, each with whether it may be used.
package struct ListPackageFiles: Operation {
    package let project: PackageName
    /// Where this server is known to be, for what refusals say.
    package let site: String?
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(project: PackageName, site: String?, by: Actor) {
        self.project = project
        self.site = site
        self.by = by
    }

    package struct Listed: Sendable {
        package let file: PackageFile
        /// Why it may not be used; `nil` when it may.
        package let refusal: String?
    }

    private static let fileCountMax = 1_000

    /// - Returns: The newest 1,000 files, by name; `nil` when there is no such project that the caller
    ///   may see.
    package func run(on platform: Platform) async throws -> [Listed]? {
        let intakes = try await platform.store.intakes(
            of: .packages, project.text, in: by.workspaces(for: Self.permission),
            limit: Self.fileCountMax)
        var files: [String: PackageFile] = [:]
        for file in intakes.compactMap({ PackageFile($0) }) where files[file.name.text] == nil {
            files[file.name.text] = file
        }
        guard !files.isEmpty else { return nil }
        var listed: [Listed] = []
        for file in files.values.sorted(by: { $0.name.text < $1.name.text }) {
            listed.append(Listed(file: file, refusal: try await refusal(of: file, on: platform)))
        }
        return listed
    }

    private func refusal(of file: PackageFile, on platform: Platform) async throws -> String? {
        do {
            try await PackageAdmission(file: file, site: site, by: by).admit(on: platform)
            return nil
        } catch let failure as Failure where failure.kind == .refused {
            return failure.message
        }
    }
}
