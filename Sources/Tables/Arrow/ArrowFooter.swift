/// The end of an Arrow file: its schema, and where its messages stand.
struct ArrowFooter {
    let schema: FlatTable
    /// Dictionaries first.
    let blocks: [ArrowMessages.Block]

    init(_ file: FileBytes, limits: TableLimits) throws(TableError) {
        guard file.size >= 18 else { throw .damaged(.arrowFile, "it ends before its footer") }
        let tail = try file.bytes(at: file.size - 10, count: 10)
        guard Array(tail[4...]) == Array("ARROW1".utf8) else {
            throw .damaged(.arrowFile, "it does not end as Arrow does; it may be cut off")
        }
        let size = tail[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard size <= limits.metadataBytes else {
            throw .tooLarge("the file's footer", bytesMost: limits.metadataBytes)
        }
        let footer = try FlatTable(try file.bytes(at: file.size - 10 - size, count: size))
        guard let schema = try footer.table(1) else {
            throw .damaged(.arrowFile, "it has no schema")
        }
        self.schema = schema
        blocks = try Self.blocks(footer, 2, file) + Self.blocks(footer, 3, file)
    }

    private static func blocks(
        _ footer: FlatTable, _ field: Int, _ file: FileBytes
    ) throws(TableError) -> [ArrowMessages.Block] {
        let longs = try footer.longs(field, perElement: 3)
        var blocks: [ArrowMessages.Block] = []
        for index in stride(from: 0, to: longs.count, by: 3) {
            let description = Int(Int32(truncatingIfNeeded: longs[index + 1]))
            guard longs[index] >= 0, longs[index] <= file.size, description >= 0,
                longs[index + 2] >= 0
            else { throw .damaged(.arrowFile, "a message that is not in it") }
            blocks.append(
                ArrowMessages.Block(
                    offset: longs[index], descriptionBytes: description,
                    bodyBytes: longs[index + 2]))
        }
        return blocks
    }
}
