import ModelFileCheck

@main
struct FuzzSevenZip {
    static func main() { ModelFileCheck.run(check) }
}

/// Whatever the bytes of a 7z archive are, reading them ends, and says the same twice.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ModelFileCheck.check(start, count, path: "model.7z")
}
