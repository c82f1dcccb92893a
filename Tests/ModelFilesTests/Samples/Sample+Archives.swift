@testable import ModelFiles

extension Sample {
    private static func archive(
        _ name: String, level: Finding.Level = .dangerous, path: String = "model.pt",
        _ bytes: [UInt8]
    ) -> Sample {
        Sample(.archive, name, level, path: path, bytes)
    }

    private static func torch(
        _ change: (inout ZipWriter) -> Void = { _ in }, pickle: [UInt8] = call.stop
    ) -> [UInt8] {
        var writer = ZipWriter(members: [
            ZipWriter.member("archive/data.pkl", pickle),
            ZipWriter.member("archive/version", Array("3\n".utf8)),
        ])
        change(&writer)
        return writer.bytes
    }

    /// A text longer than a sniffer looks at.
    private static let longText = Array(String(repeating: "a plain text\n", count: 400).utf8)

    static let archives: [Sample] = structures + nested + storages

    private static let structures: [Sample] = [
        archive("torch", torch()),
        archive("no extension", path: "weights", torch()),
        archive("named as tensors", path: "m.safetensors", torch()),
        archive("flag 0x1", torch { $0.members[0].flags = 1 }),
        archive("flag 0x20", torch { $0.members[0].flags = 0x20 }),
        archive("flag 0x2000", torch { $0.members[0].flags = 0x2000 }),
        archive("two names", torch { $0.members[0].localName = "archive/x" }),
        archive("a method that lies", torch { $0.members[0].method = 99 }),
        archive("not in the directory", torch { $0.members[0].isListed = false }),
        archive("bytes before", torch { $0.prefix = Array("#!/bin/sh\n".utf8) }),
        archive("a text before", path: "README.md", torch { $0.prefix = longText }),
        archive("70,000 bytes behind", torch { $0.suffix = [UInt8](repeating: 7, count: 70_000) }),
        archive("no directory", Array(torch().dropLast(90))),
        archive("a member outside", torch { $0.members.append(ZipWriter.member("../../x", [1])) }),
        archive("two of a name", torch { $0.members.append($0.members[0]) }),
        archive(
            "an extra pickle",
            torch(
                { $0.members.append(ZipWriter.member("x", call.stop)) },
                pickle: PickleWriter(protocol: 2).emptyDict.stop)),
    ]

    private static let nested: [Sample] = [
        archive("zip in zip", ZipWriter(members: [ZipWriter.member("a.zip", torch())]).bytes),
        archive("tar", path: "m.tar", TarWriter(members: [.init("data.pkl", call.stop)]).bytes),
        archive(
            "zip in tar", path: "m.nemo", TarWriter(members: [.init("m.ckpt", torch())]).bytes),
        archive(
            "a tar member outside", path: "m.tar",
            TarWriter(members: [.init("../../x", [1])]).bytes),
        archive(
            "a tar link outside", path: "m.tar",
            TarWriter(members: [.init("x", [], kind: "2", link: "/etc/passwd")]).bytes),
        archive(
            "a tar device", level: .suspicious, path: "m.tar",
            TarWriter(members: [.init("x", [], kind: "3")]).bytes),
        archive("zlib", path: "m.pkl.z", zlibStored(call.stop)),
        archive(
            "objects in npz", path: "m.npz",
            ZipWriter(members: [ZipWriter.member("a.npy", objects(call.stop))]).bytes),
        archive(
            "a pickle in npz", path: "m.npz",
            ZipWriter(members: [ZipWriter.member("a", call.stop)]).bytes),
        archive(
            "a pickle in a folder's entry", path: "m.zip",
            ZipWriter(members: [ZipWriter.member("a/", call.stop)]).bytes),
        archive("objects in npy", path: "a.npy", objects(call.stop)),
    ]

    /// `.npy` of objects, with a pickle behind.
    static func objects(_ pickle: [UInt8]) -> [UInt8] {
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }") + pickle
    }

    static func npy(_ header: String) -> [UInt8] {
        let text = Array(header.utf8)
        let size = (text.count + 11 + 63) / 64 * 64 - 10
        let padding = [UInt8](repeating: 0x20, count: size - text.count - 1)
        return joined(
            [0x93], Array("NUMPY".utf8), [1, 0], PickleWriter.little(size, 2), text, padding, [0x0A]
        )
    }

    // MARK: Storages

    /// A state dictionary of one tensor of floats.
    static func stateDict(elements: Int) -> [UInt8] {
        let storage = PickleWriter(protocol: 2).emptyDict.text("w").global(
            "torch._utils", "_rebuild_tensor_v2"
        ).mark.mark.text("storage").global("torch", "FloatStorage").text("0").text("cpu").int(
            elements
        ).tuple.raw("Q").int(0)
        return storage.int(elements).tuple1.int(1).tuple1.raw([0x89]).emptyDict.tuple.reduce
            .raw("s").stop
    }

    private static func weights(elements: Int, bytes: Int) -> [UInt8] {
        torch(
            {
                $0.members.append(
                    ZipWriter.member("archive/data/0", [UInt8](repeating: 0, count: bytes)))
            }, pickle: stateDict(elements: elements))
    }

    private static let storages: [Sample] = [
        Sample(.torch, "weights", .note, path: "m.pt", weights(elements: 4, bytes: 16)),
        Sample(
            .torch, "more elements than bytes", .dangerous, path: "m.pt",
            weights(elements: 1 << 20, bytes: 16)),
        Sample(
            .torch, "a record that is not there", .suspicious, path: "m.pt",
            torch(pickle: stateDict(elements: 4))),
        Sample(
            .torch, "items put into a tensor", .dangerous, path: "m.pt",
            torch(
                pickle: Array(stateDict(elements: 4).dropLast(2))
                    + PickleWriter().text("a").int(1)
                    .raw("s").stop)),
    ]
}
