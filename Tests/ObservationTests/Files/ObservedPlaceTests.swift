import Testing

@testable import Observation

@Suite struct ObservedPlaceTests {
    private static var places: ObservedPlaces {
        var places = ObservedPlaces(
            home: "/home/ann", workingFolder: "/home/ann/work", named: ["/tmp/out"])
        places.learn(program: "/opt/conda/bin/python3.12")
        places.learn(program: "/home/ann/work/bin/train")
        return places
    }

    @Test(arguments: [
        "/home/ann/work/data/a.csv", "/home/ann/work/train.py", "/home/ann/data/x", "/mnt/d/x",
        "/home/ann/.cache/huggingface/hub/models--x/blobs/1", "/opt/ml/input/data/x",
        "/home/ann/work/.hidden/x", "/tmp/out/model", "/home/ann/work/lib/x.csv", "/var/data/x",
    ])
    func `these are the command's own`(path: String) {
        #expect(Self.places.place(of: ObservedPath(path)) == .own)
    }

    @Test(arguments: [
        "/usr/lib/libc.so", "/etc/hosts", "/proc/self/maps", "/opt/conda/lib/python3.12/os.py",
        "/home/ann/.bashrc", "/home/ann/.ssh/id_rsa", "/home/ann/.aws/credentials",
        "/home/ann/work/.git/HEAD", "/home/ann/work/.env", "/home/ann/work/.env.local",
        "/home/ann/.cache/huggingface/token", "/home/ann/.cache/pip/x",
        "/opt/conda/lib/python3.12/__pycache__/os.cpython-312.pyc", "/var/lib/dpkg/status",
        "/home/ann/work/.venv/pyvenv.cfg",
    ])
    func `these are the environment's`(path: String) {
        #expect(Self.places.place(of: ObservedPath(path)) == .environment)
    }

    @Test func `a compiled module of one's own counts as its source`() {
        #expect(
            Self.places.place(of: "/home/ann/work/net/__pycache__/model.cpython-312.pyc")
                == .compiled(from: "/home/ann/work/net/model.py"))
    }

    @Test func `a file of a package names the package`() {
        #expect(
            Self.places.place(of: "/home/ann/work/.venv/lib/python3.12/site-packages/numpy/core.py")
                == .package(
                    folder: "/home/ann/work/.venv/lib/python3.12/site-packages", name: "numpy"))
        #expect(
            Self.places.place(of: "/usr/lib/python3/dist-packages/six.py")
                == .package(folder: "/usr/lib/python3/dist-packages", name: "six"))
    }

    @Test func `what is written to temporary folders stays only when it was named`() {
        #expect(Self.places.isTemporary("/tmp/x"))
        #expect(!Self.places.isTemporary("/tmp/out/model"))
        #expect(!Self.places.isTemporary("/home/ann/work/x"))
    }
}
