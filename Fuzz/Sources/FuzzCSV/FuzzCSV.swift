import TableCheck

@main
struct FuzzCSV {
    static func main() { TableCheck.run(check) }
}

/// Whatever the bytes of a file of CSV are, reading them ends, and says the same twice.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    TableCheck.check(start, count)
}
