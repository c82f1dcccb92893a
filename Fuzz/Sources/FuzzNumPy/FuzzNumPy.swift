import ModelFileCheck

@main
struct FuzzNumPy {
    static func main() { ModelFileCheck.run(check) }
}

/// Whatever the bytes of an array of NumPy are, reading them ends, and says the same twice.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ModelFileCheck.check(start, count, path: "array.npy")
}
