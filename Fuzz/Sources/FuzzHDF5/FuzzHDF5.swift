import ModelFileCheck

@main
struct FuzzHDF5 {
    static func main() { ModelFileCheck.run(check) }
}

/// Whatever the bytes of an HDF5 file are, reading them ends, and says the same twice.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ModelFileCheck.check(start, count, path: "model.h5")
}
