import Tables

/// What a column of labels looks like: enough to tell what kind of question they answer.
struct LabelSummary: Equatable {
    /// More different labels than this are not counted.
    static let distinctMost = 1_000

    /// Different labels, empty ones left out; at most ``distinctMost``.
    private(set) var distinct = 0
    /// Whether there are more.
    private(set) var isCut = false
    /// Whether each is 0, 1, true or false.
    private(set) var areTruths = true
    private(set) var areNumbers = true
    private var seen: Set<String> = []

    /// Reads the column, chunk by chunk.
    ///
    /// - Throws: A fault for a file or a column that does not read.
    init(of column: String, in data: String) throws(Failure) {
        do throws(TableError) {
            var options = TableOptions(columns: [ColumnRequest(column, .categoryOrMissing)])
            options.allowsWindows1252 = false
            if data.hasSuffix(".tsv") { options.separator = UInt8(ascii: "\t") }
            var reader = try TableFile.open(data, options: options)
            var (generation, known) = (-1, 0)
            while !isCut || areNumbers, let chunk = try reader.nextChunk() {
                guard case .categories(let texts)? = chunk.columns.first else { continue }
                if texts.dictionary.generation != generation {
                    (generation, known) = (texts.dictionary.generation, 0)
                }
                for code in known..<texts.dictionary.count { add(texts.dictionary[code]) }
                known = texts.dictionary.count
            }
        } catch { throw .fault("bad_table", "\(data): \(error)") }
    }

    init(_ labels: [String]) { for label in labels { add(label) } }

    private mutating func add(_ label: String) {
        let text = label.trimmingPrefix(while: \.isWhitespace)
        guard !text.isEmpty else { return }
        areTruths = areTruths && Self.truths.contains(text.lowercased())
        areNumbers = areNumbers && Double(String(text)) != nil
        guard !isCut, !seen.contains(label) else { return }
        isCut = seen.count == Self.distinctMost
        if !isCut { seen.insert(label) }
        distinct = seen.count
    }

    private static let truths: Set = ["0", "1", "0.0", "1.0", "true", "false"]
}
