/// The lines of a LightGBM model: a head, one block a tree, and what stands behind them.
struct LightGBMText {
    /// `key=value` lines; values are pieces of the file.
    typealias Block = [String: ArraySlice<UInt8>]

    private(set) var head: Block = [:]
    /// Words that stand alone on a line of the head.
    private(set) var words: Set<String> = []
    private(set) var trees: [Block] = []
    /// `[name: value]` lines behind the trees.
    private(set) var parameters: [String: String] = [:]
    /// The JSON behind `pandas_categorical:`.
    private(set) var categories: ArraySlice<UInt8>?

    /// `nil` without the line that ends the trees, so for a file that was cut off.
    init?(_ bytes: [UInt8]) {
        var part = Part.head
        for var line in bytes.split(separator: UInt8(ascii: "\n")) {
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            switch part {
            case .head, .tree: part = add(line, in: part)
            case .tail: addTail(line)
            }
        }
        guard part == .tail else { return nil }
    }

    private enum Part { case head, tree, tail }

    private mutating func add(_ line: ArraySlice<UInt8>, in part: Part) -> Part {
        guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
            let word = String(decoding: line, as: UTF8.self)
            if part == .head { words.insert(word) }
            return word == "end of trees" ? .tail : part
        }
        let key = String(decoding: line[..<equals], as: UTF8.self)
        let value = line[(equals + 1)...]
        if key == "Tree" {
            trees.append([:])
            return .tree
        }
        if part == .head { head[key] = value } else { trees[trees.count - 1][key] = value }
        return part
    }

    private static let categoriesMark = Array("pandas_categorical:".utf8)

    private mutating func addTail(_ line: ArraySlice<UInt8>) {
        if line.starts(with: Self.categoriesMark) {
            categories = line.dropFirst(Self.categoriesMark.count)
        } else if line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]"),
            let colon = line.firstIndex(of: UInt8(ascii: ":"))
        {
            let name = String(decoding: line[line.startIndex + 1..<colon], as: UTF8.self)
            let value = String(decoding: line[(colon + 1)...].dropLast(), as: UTF8.self)
            parameters[name] = String(value.drop { $0 == " " })
        }
    }

    static func text(_ block: Block, _ key: String) -> String? {
        block[key].map { String(decoding: $0, as: UTF8.self) }
    }

    static func integer(_ block: Block, _ key: String) -> Int? {
        text(block, key).flatMap { Int($0) }
    }

    /// The numbers of a line, none without the line; `nil` where one is no number.
    static func numbers(_ block: Block, _ key: String) -> [Double]? {
        guard let line = block[key] else { return [] }
        var numbers: [Double] = []
        for word in line.split(separator: UInt8(ascii: " ")) {
            guard let number = NumberText.value(word) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
