import Glibc
import LibFuzzer
import Tables

/// What holds of every table, whatever is in its file.
package enum TableCheck {
    /// Hands a check to libFuzzer's driver, and ends with its status.
    package static func run(
        _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    ) -> Never {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }

    /// Reading ends, says the same twice and in chunks of any size, and counts what is missing.
    package static func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        let whole = read(bytes, chunkRows: 1 << 16)
        precondition(read(bytes, chunkRows: 1 << 16) == whole, "two readings differ")
        guard let table = whole else { return 0 }
        precondition(read(bytes, chunkRows: 3) == whole, "chunks make a difference")
        for (_, column) in table.columns {
            precondition(column.count == table.rows && column.nullCount == missing(column))
        }
        return 0
    }

    private static func read(_ bytes: [UInt8], chunkRows: Int) -> Table? {
        var options = TableOptions()
        options.limits.rows = 20_000
        options.limits.tableRows = 20_000
        options.limits.chunkRows = chunkRows
        options.limits.heldBytes = 16 << 20
        options.limits.pageBytes = 4 << 20
        return try? Table(TableFile.open(bytes: bytes, options: options), limits: options.limits)
    }

    private static func missing(_ column: Column) -> Int {
        switch column {
        case .numbers(let numbers): numbers.values.count(where: Numbers.isMissing)
        case .categories(let categories):
            categories.codes.count { code in
                precondition(code < categories.dictionary.count)
                return code < 0
            }
        case .booleans(let booleans): booleans.values.count { $0 < 0 }
        }
    }
}
