import Foundation

@testable import SupplyChain

/// The Python Packaging Authority's advisories of 2024-10-10, which stand beside the checkout.
enum AdvisoryArchive {
    static let path = "osv/pypi-advisories-2024-10-10.tar.gz"
    static let exists = ReferenceVectors.exist(path)

    static let files: [Data] = {
        (try? unpacked()) ?? []
    }()

    static let database: AdvisoryDatabase? = {
        var builder = AdvisoryDatabaseBuilder()
        for file in files {
            if let advisory = try? Advisory(yaml: [UInt8](file)) { builder.add(advisory) }
        }
        return try? builder.database()
    }()

    private static func unpacked() throws -> [Data] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "osv-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/env")
        tar.arguments = [
            "tar", "-xzf", ReferenceVectors.folder.appending(path: path).path(), "-C",
            folder.path(),
        ]
        try tar.run()
        tar.waitUntilExit()
        let names = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (names?.allObjects ?? []).compactMap { $0 as? URL }
            .filter { $0.pathExtension == "yaml" }.sorted { $0.path() < $1.path() }
            .map { try Data(contentsOf: $0) }
    }
}
