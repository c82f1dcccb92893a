package import Governance
import Ledger
package import SupplyChain

/// The files of a project that an installer may choose from, each with whether it may be used.
package struct ListPackageFiles: Operation {
    package let project: PackageName
    /// Where this server is known to be, for what refusals say.
    package let site: String?
    /// Where files come from that are not here yet.
    package let upstream: UpstreamPackages?
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(
        project: PackageName, site: String?, upstream: UpstreamPackages? = nil, by: Actor
    ) {
        self.project = project
        self.site = site
        self.upstream = upstream
        self.by = by
    }

    package struct Listed: Sendable {
        package let file: PackageFile
        /// Why it may not be used; `nil` when it may.
        package let refusal: String?
    }

    package struct Files: Sendable {
        /// By name.
        package let listed: [Listed]
        /// Files of another index, which are looked into when somebody asks for them.
        package let offered: [IndexPage.File]
    }

    private static let fileCountMax = 1_000

    /// - Returns: The newest 1,000 files that were taken in, and what else the other index has; `nil`
    ///   when there is no such project that the caller may see.
    package func run(on platform: Platform) async throws -> Files? {
        let workspaces = by.workspaces(for: Self.permission)
        let intakes = try await platform.store.intakes(
            of: .packages, project.text, in: workspaces, limit: Self.fileCountMax)
        var files: [String: PackageFile] = [:]
        for file in intakes.compactMap({ PackageFile($0) }) where files[file.name.text] == nil {
            files[file.name.text] = file
        }
        let page = try await page(isNeeded: files.isEmpty, in: workspaces)
        guard !files.isEmpty || page != nil else { return nil }
        var listed: [Listed] = []
        for file in files.values.sorted(by: { $0.name.text < $1.name.text }) {
            listed.append(Listed(file: file, refusal: try await refusal(of: file, on: platform)))
        }
        let offered = (page?.files ?? []).filter {
            $0.name.project == project && files[$0.name.text] == nil
        }
        return Files(listed: listed, offered: offered)
    }

    /// What the other index has; what is here is listed also while that does not answer.
    private func page(isNeeded: Bool, in workspaces: WorkspaceSet) async throws -> IndexPage? {
        guard workspaces.contains(.standard) else { return nil }
        do {
            return try await upstream?.page(of: project)
        } catch let failure as Failure where !isNeeded && failure.code == "provider_unreachable" {
            return nil
        }
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
