import Foundation

/// Who may do what with files.
enum FileModes {
    static func below(_ folder: String) throws -> [(path: String, mode: Int)] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return try (names ?? []).map { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return ("\(folder)/\(name)", attributes[.posixPermissions] as? Int ?? 0o777)
        }
    }
}
