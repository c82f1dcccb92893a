import TableCheck

@main
struct FuzzArrow {
    static func main() { TableCheck.run(check) }
}

/// Whatever the bytes of a file of Arrow are, reading them ends, and says the same twice.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    TableCheck.check(start, count)
}
