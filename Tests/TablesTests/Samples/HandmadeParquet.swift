/// A Parquet file of one column that is put together by hand, so that it may lie.
struct HandmadeParquet {
    /// 0 for truth values, 6 for texts; numbered as in the file.
    var physical = 6
    var encoding = 0
    /// Of each group of rows.
    var rows = 1
    /// Groups of rows, all of which have the same page.
    var groups = 1
    var page: [UInt8] = []
    /// A page of plain values before it, and how many it says that they are.
    var dictionary: (bytes: [UInt8], count: Int)?
    /// Groups around the column, each of which may be missing.
    var optionalGroups = 0
    /// What the page's header says; as many as there are when `nil`.
    var unpackedBytes: Int?
    /// What it says of the bytes that follow, and of the values in them.
    var packedBytes: Int?
    var pageValues: Int?

    var bytes: [UInt8] {
        let start = Array("PAR1".utf8) + dictionaryPage
        let header = Thrift.record([
            (1, .number(0)), (2, .number(unpackedBytes ?? page.count)),
            (3, .number(packedBytes ?? page.count)),
            (
                5,
                .record([
                    (1, .number(pageValues ?? rows)), (2, .number(encoding)), (3, .number(3)),
                    (4, .number(3)),
                ])
            ),
        ]).bytes
        let description = description(pageAt: start.count).bytes
        let size = withUnsafeBytes(of: UInt32(description.count).littleEndian) { Array($0) }
        return start + header + page + description + size + Array("PAR1".utf8)
    }

    private var dictionaryPage: [UInt8] {
        guard let dictionary else { return [] }
        let size = Thrift.number(dictionary.bytes.count)
        let values = Thrift.record([(1, .number(dictionary.count)), (2, .number(0))])
        return Thrift.record([(1, .number(2)), (2, size), (3, size), (7, values)]).bytes
            + dictionary.bytes
    }

    private func description(pageAt offset: Int) -> Thrift {
        let root = Thrift.record([(4, .text("root")), (5, .number(1))])
        let groups = (0..<optionalGroups).map { _ in
            Thrift.record([(3, .number(1)), (4, .text("g")), (5, .number(1))])
        }
        let element = Thrift.record([
            (1, .number(physical)), (3, .number(0)), (4, .text("x")),
            (6, .number(physical == 6 ? 0 : -1)),
        ])
        let column = Thrift.record([
            (1, .number(physical)), (4, .number(0)), (5, .number(rows)), (6, .number(page.count)),
            (7, .number(page.count)), (9, .number(offset)),
            (11, .number(dictionary == nil ? 0 : 4)),
        ])
        let group = Thrift.record([
            (1, .list([.record([(3, column)])])), (2, .number(0)), (3, .number(rows)),
        ])
        return .record([
            (1, .number(1)), (2, .list([root] + groups + [element])),
            (3, .number(rows * self.groups)),
            (4, .list(Array(repeating: group, count: self.groups))),
        ])
    }

    /// Whole numbers in blocks of 128 differences that are all the same.
    static func deltas(first: Int, step: Int, count: Int) -> [UInt8] {
        let head = Thrift.varint(128) + Thrift.varint(4) + Thrift.varint(count)
        let block = Thrift.number(step).bytes + [0, 0, 0, 0]
        let blocks = Array(repeating: block, count: (count + 126) / 128)
        return head + Thrift.number(first).bytes + blocks.flatMap { $0 }
    }

    /// A value in Thrift's compact protocol.
    indirect enum Thrift {
        case number(Int)
        case text(String)
        case list([Thrift])
        case record([(Int, Thrift)])

        private var kind: UInt8 {
            switch self {
            case .number: 6
            case .text: 8
            case .list: 9
            case .record: 12
            }
        }

        var bytes: [UInt8] {
            switch self {
            case .number(let number): Self.varint((number << 1) ^ (number >> 63))
            case .text(let text): Self.varint(text.utf8.count) + Array(text.utf8)
            case .list(let elements):
                [0xF0 | (elements.first?.kind ?? 0)] + Self.varint(elements.count)
                    + elements.flatMap(\.bytes)
            case .record(let fields):
                fields.flatMap { [$1.kind] + Thrift.number($0).bytes + $1.bytes } + [0]
            }
        }

        static func varint(_ number: Int) -> [UInt8] {
            var (left, bytes) = (UInt(bitPattern: number), [UInt8]())
            while left >= 0x80 {
                bytes.append(UInt8(left & 0x7F) | 0x80)
                left >>= 7
            }
            return bytes + [UInt8(left)]
        }
    }
}
