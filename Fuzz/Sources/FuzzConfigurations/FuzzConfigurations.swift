import ModelFileCheck

@main
struct FuzzConfigurations {
    static func main() { ModelFileCheck.run(check) }
}

/// Whatever the bytes of YAML or JSON are, reading them ends, and says the same twice.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ModelFileCheck.check(start, count, path: "config.yaml")
}
