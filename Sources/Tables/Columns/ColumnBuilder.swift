/// A column that grows by one cell at a time.
struct ColumnBuilder {
    /// What a cell becomes: the kind without its text, which would be counted for each cell.
    private enum Form {
        case number, numberOrMissing, text, label
        /// Text at first, of which one is the positive label.
        case positive

        init(_ kind: ColumnRequest.Kind) {
            switch kind {
            case .number: self = .number
            case .numberOrMissing: self = .numberOrMissing
            case .category: self = .text
            case .label(positive: nil): self = .label
            case .label(positive: .some): self = .positive
            }
        }
    }

    let request: ColumnRequest
    private let form: Form
    private let positive: [UInt8]?
    private var numbers: [Double] = []
    private var coder = CategoryCoder()
    private var labels: [Bool] = []

    init(_ request: ColumnRequest) {
        self.request = request
        form = Form(request.kind)
        if case .label(positive: let text?) = request.kind {
            positive = Array(text.utf8)
        } else {
            positive = nil
        }
    }

    /// - Parameters:
    ///   - cell: Valid UTF-8, without quotation marks around it.
    ///   - line: For the error.
    ///   - limits: How many categories there may be.
    /// - Throws: ``TableError`` when the cell is not what was asked for.
    mutating func append(
        _ cell: Span<UInt8>, line: Int, limits: TableLimits
    ) throws(TableError) {
        switch form {
        case .number:
            guard let value = NumberText(cell).value else { throw notANumber(cell, line: line) }
            numbers.append(value)
        case .numberOrMissing:
            if let value = NumberText(cell).value {
                numbers.append(value)
            } else if Self.isMissing(cell) {
                numbers.append(.nan)
            } else {
                throw notANumber(cell, line: line)
            }
        case .text:
            try appendText(cell, limits: limits)
        case .positive:
            guard cell.count > 0 else { throw .missingCell(line: line, column: request.name) }
            try appendText(cell, limits: limits)
        case .label:
            guard let label = LabelText(cell).value else { throw notALabel(cell, line: line) }
            labels.append(label)
        }
    }

    /// Adds a row that has no such cell at all.
    mutating func appendMissing(line: Int) throws(TableError) {
        guard case .numberOrMissing = request.kind else {
            throw .missingCell(line: line, column: request.name)
        }
        numbers.append(.nan)
    }

    /// - Throws: ``TableError/positiveNeverSeen(column:positive:seen:)``.
    func column() throws(TableError) -> Table.Column {
        switch request.kind {
        case .number, .numberOrMissing:
            return .numbers(numbers)
        case .category:
            return .categories(coder.categories())
        case .label(positive: nil):
            return .labels(labels)
        case .label(positive: let positive?):
            let categories = coder.categories()
            let code = categories.names.firstIndex { Array($0.utf8) == self.positive }
            guard code != nil || categories.codes.isEmpty else {
                throw .positiveNeverSeen(
                    column: request.name, positive: positive, seen: categories.names)
            }
            return .labels(categories.codes.map { Int($0) == code })
        }
    }

    private mutating func appendText(
        _ cell: Span<UInt8>, limits: TableLimits
    ) throws(TableError) {
        guard coder.append(cell, most: limits.categories) else {
            throw .tooManyCategories(column: request.name, most: limits.categories)
        }
    }

    private func notANumber(_ cell: Span<UInt8>, line: Int) -> TableError {
        guard cell.count > 0 else { return .missingCell(line: line, column: request.name) }
        return .notANumber(line: line, column: request.name, value: Self.shown(cell))
    }

    private func notALabel(_ cell: Span<UInt8>, line: Int) -> TableError {
        guard cell.count > 0 else { return .missingCell(line: line, column: request.name) }
        return .notALabel(line: line, column: request.name, value: Self.shown(cell))
    }

    private static func shown(_ cell: Span<UInt8>) -> String {
        TableError.shortened(
            cell.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }

    private static let missing: [[UInt8]] = ["", "NA", "NaN", "nan", "null"].map { Array($0.utf8) }

    private static func isMissing(_ cell: Span<UInt8>) -> Bool {
        guard cell.count <= 4 else { return false }
        return cell.withUnsafeBufferPointer { bytes in
            missing.contains { $0.elementsEqual(bytes) }
        }
    }
}
