import Foundation
import Testing
import Transparency

/// On a full disk, what was there stays, and what was asked is done once there is room.
///
/// Needs a small file system of its own, which only root may mount.
@Suite struct FullDisk {
    private static let mayMount: Bool = {
        guard geteuid() == 0, let disk = try? SmallDisk(kilobytes: 64) else {
            print("FullDisk is skipped: mounting a small file system needs root")
            return false
        }
        disk.unmount()
        return true
    }()

    @Test(.enabled(if: mayMount, "mounting a small file system needs root"))
    func `a full disk is a fault, and nothing is half-written`() async throws {
        let disk = try SmallDisk(kilobytes: 3072)
        defer { disk.unmount() }
        let home = try TestHome()
        let on = ["ASSAY_HOME": "\(disk.path)/home"]
        let file = try home.write("weights", to: "model.bin")
        let register = { (name: String, from: String) in
            ["register", "model", name, "--from", from] + AdultIncome.terms + ["--json"]
        }
        #expect(try await home.assay(register("first", file), with: on).status == 0)
        let before = try await home.assay("log", "show", "--json", with: on).output

        let room = try disk.fill()
        var failures = 0
        for number in 0..<4 {
            let from = number.isMultiple(of: 2) ? file : "\(AdultIncome.folder)/model"
            let answer = try await home.assay(register("more\(number)", from), with: on)
            if answer.status == 0 { continue }
            failures += 1
            #expect(answer.status == 3, "\(answer)")
            #expect(
                answer.error?.message.contains("space left") == true
                    || answer.error?.message.contains("disk is full") == true, "\(answer)")
        }
        #expect(failures == 4)
        try FileManager.default.removeItem(atPath: room)

        #expect(try await home.assay("log", "show", "--json", with: on).output == before)
        #expect(try await home.assay("log", "verify", "--read-models", with: on).status == 0)
        #expect(try await home.assay(register("second", file), with: on).status == 0)
        let listed = try await home.assay("list", "--json", with: on)
        #expect(listed.json?["versions"]?.arrayValue?.count == 2)
    }

    @Test(.enabled(if: mayMount, "mounting a small file system needs root"))
    func `a disk that fills up keeps every acknowledged record`() async throws {
        let disk = try SmallDisk(kilobytes: 1024)
        defer { disk.unmount() }
        let home = try TestHome()
        let on = ["ASSAY_HOME": "\(disk.path)/home"]
        let file = try home.write("weights", to: "model.bin")
        let long = String(repeating: "budgets and more ", count: 200)
        let terms = AdultIncome.terms.map { $0.contains("budgets") ? long : $0 }
        var acknowledged: [String] = []
        for number in 0..<200 {
            let answer = try await home.assay(
                ["register", "model", "m\(number)", "--from", file] + terms + ["--json"], with: on)
            guard answer.status == 0 else {
                #expect(answer.status == 3, "\(answer)")
                break
            }
            acknowledged.append(try #require(answer.json?["version"]?.stringValue))
        }
        try #require(acknowledged.count < 200)
        try disk.grow(toKilobytes: 8192)
        #expect(try await home.assay("log", "verify", "--read-models", with: on).status == 0)
        let listed = try await home.assay("list", "--limit", "1000", "--json", with: on)
        let versions = (listed.json?["versions"]?.arrayValue ?? [])
            .compactMap { $0["version"]?["name"]?.stringValue }
        #expect(Set(acknowledged).isSubset(of: versions))
    }
}

/// A file system in memory of a few kilobytes.
private struct SmallDisk {
    let path: String

    init(kilobytes: Int) throws {
        path = FileManager.default.temporaryDirectory.path + "/disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            try? FileManager.default.removeItem(atPath: path)
            throw POSIXError(.EPERM)
        }
    }

    func grow(toKilobytes kilobytes: Int) throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT), "size=\(kilobytes)k") == 0 else {
            throw POSIXError(.EPERM)
        }
    }

    /// - Returns: The file that takes all the room there was.
    func fill() throws -> String {
        let file = "\(path)/filler"
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 0, count: 4096)
        while write(descriptor, block, block.count) > 0 {}
        return file
    }

    func unmount() {
        umount2(path, Int32(MNT_DETACH))
        try? FileManager.default.removeItem(atPath: path)
    }
}
