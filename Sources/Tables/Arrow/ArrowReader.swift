struct ArrowReader: RowSource {
    let description: TableDescription
    init(_ stream: ByteStream, format: TableFormat, _ options: TableOptions) throws(TableError) {
        throw .notRead("Arrow")
    }
    mutating func nextChunk() throws(TableError) -> TableChunk? { nil }
}
