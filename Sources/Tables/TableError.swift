/// A cell of a file, as people count: lines and columns from 1.
package struct CellPosition: Sendable, Equatable, CustomStringConvertible {
    /// The line of the file on which the cell begins.
    package let line: Int
    /// Which cell of its row.
    package let column: Int

    package var description: String { "line \(line), column \(column)" }
}

/// Why a file could not be read as a table.
///
/// A value from the file is cut to its first ``valueLengthMost`` characters.
package enum TableError: Error, Sendable, Equatable {
    package static let valueLengthMost = 60

    case unreadable(path: String, reason: String)
    /// There is not even a header.
    case empty

    /// Another format, or a part of one, that is not read.
    case notRead(String)
    /// A file that contradicts itself or ends too early.
    case damaged(TableFormat, String)

    // The file's form.
    case raggedRow(line: Int, cells: Int, columns: Int)
    case unterminatedQuote(CellPosition)
    /// A quotation mark inside a cell that does not begin with one.
    case strayQuote(CellPosition)
    case textAfterQuote(CellPosition)
    /// A carriage return that no line feed follows, outside quotation marks.
    case bareCarriageReturn(CellPosition)
    case nulByte(CellPosition)
    case notUTF8(CellPosition)
    /// Half a character of UTF-16; `byte` counts from 1 within the file.
    case notUTF16(byte: Int)
    /// A line that is not one JSON object; `byte` counts from 1 within the line.
    case notJSON(line: Int, byte: Int, reason: String)

    /// A name that none of the first lines had, when all columns are asked for.
    case newName(line: Int, String)

    // Limits.
    case cellTooLong(CellPosition, bytesMost: Int)
    case recordTooLong(line: Int, bytesMost: Int)
    case tooManyColumns(line: Int, most: Int)
    case tooManyRows(most: Int)
    case tooManyCategories(column: String, most: Int)
    case tooLarge(String, bytesMost: Int)

    // Columns and their cells.
    case missingColumn(String, nearest: String?, present: [String])
    case ambiguousColumn(String, columns: [Int])
    case missingCell(RowPlace, column: String)
    case notANumber(RowPlace, column: String, value: String)
    case notALabel(RowPlace, column: String, value: String)
    /// A cell that is not what the column's first cells were.
    case otherType(RowPlace, column: String, value: String, type: ColumnType)
    /// A text that is not UTF-8 in a file that is no text file.
    case notText(RowPlace, column: String)
    /// A column that there is, of a type that no column here has.
    case unreadableColumn(String, reason: String)
    /// No row has the text that was said to mean a true label.
    case positiveNeverSeen(column: String, positive: String, seen: [String])
}

extension TableError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(_, let reason): "cannot be read: \(reason)"
        case .empty: "the file is empty; its first line must name the columns"
        case .notRead(let what): "\(what)"
        case .damaged(let format, let reason): "the \(format.rawValue) is damaged: \(reason)"
        case .raggedRow, .unterminatedQuote, .strayQuote, .textAfterQuote, .bareCarriageReturn,
            .nulByte, .notUTF8, .notUTF16, .notJSON, .newName:
            formSentence
        case .cellTooLong, .recordTooLong, .tooManyColumns, .tooManyRows, .tooManyCategories,
            .tooLarge:
            limitSentence
        case .missingColumn, .ambiguousColumn, .missingCell, .positiveNeverSeen, .unreadableColumn:
            columnSentence
        case .notANumber, .notALabel, .otherType, .notText: cellSentence
        }
    }

    private var formSentence: String {
        switch self {
        case .raggedRow(let line, let cells, let columns):
            "line \(line) has \(cells) cells where the header names \(columns) columns"
        case .unterminatedQuote(let position):
            "\(position): a quotation mark is opened and never closed"
        case .strayQuote(let position):
            "\(position): a quotation mark inside a cell; quote the whole cell and double it"
        case .textAfterQuote(let position):
            "\(position): text after the closing quotation mark"
        case .bareCarriageReturn(let position):
            "\(position): a carriage return without a line feed; end lines with one or both"
        case .nulByte(let position): "\(position): a NUL byte; this is not a text file"
        case .notUTF8(let position): "\(position): not UTF-8; write the file as UTF-8"
        case .notUTF16(let byte): "byte \(byte): half a character of UTF-16"
        case .newName(let line, let name):
            "line \(line) has a name `\(Self.shortened(name))` that the first lines do not have; say "
                + "which columns to read"
        case .notJSON(let line, let byte, let reason): "line \(line), byte \(byte): \(reason)"
        default: preconditionFailure("not about the form of a file")
        }
    }

    private var limitSentence: String {
        switch self {
        case .cellTooLong(let position, let most):
            "\(position): a cell of more than \(most) bytes; is a quotation mark left open"
        case .recordTooLong(let line, let most):
            "the row on line \(line) is longer than \(most) bytes"
        case .tooManyColumns(let line, let most): "line \(line) has more than \(most) columns"
        case .tooManyRows(let most): "the file has more than \(most) rows"
        case .tooManyCategories(let column, let most):
            "column `\(column)` has more than \(most) different values; it does not name groups"
        case .tooLarge(let what, let most): "\(what) has more than \(most) bytes"
        default: preconditionFailure("not about a limit")
        }
    }

    private var columnSentence: String {
        switch self {
        case .missingColumn(let name, let nearest, let present):
            "there is no column `\(name)`"
                + (nearest.map { "; did you mean `\($0)`" } ?? "")
                + "; the columns are \(Self.list(present))"
        case .ambiguousColumn(let name, let columns):
            "columns \(columns.map(String.init).joined(separator: " and ")) are all named `\(name)`"
        case .missingCell(let place, let column): "\(place) has no value for column `\(column)`"
        case .unreadableColumn(let name, let reason): "column `\(name)` is not read: \(reason)"
        case .positiveNeverSeen(let column, let positive, let seen):
            "no row of column `\(column)` is `\(positive)`; there is \(Self.list(seen))"
        default: preconditionFailure("not about a column")
        }
    }

    private var cellSentence: String {
        switch self {
        case .notANumber(let place, let column, let value):
            "`\(value)` in column `\(column)`, \(place), is not a finite number"
        case .notALabel(let place, let column, let value):
            "`\(value)` in column `\(column)`, \(place), is not a label; labels are 0, 1, true "
                + "and false, or say which text is the positive one"
        case .otherType(let place, let column, let value, let type):
            "`\(value)` in column `\(column)`, \(place), is no \(type.rawValue), which the column's "
                + "first cells are; ask for the column as a category"
        case .notText(let place, let column): "column `\(column)`, \(place): the text is not UTF-8"
        default: preconditionFailure("not about a cell")
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map { "`\(shortened($0))`" }.joined(separator: ", ")
        return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
    }

    /// A value from a file as it may stand in a sentence.
    static func shortened(_ value: String) -> String {
        value.count <= valueLengthMost ? value : value.prefix(valueLengthMost) + "…"
    }
}
