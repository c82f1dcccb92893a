/// safetensors: a JSON header behind its length, then the tensors, without holes or overlaps.
///
/// Source: huggingface/safetensors, *Format*; its reader's checks.
extension Inspection {
    /// The reader's own limit.
    private static let headerLimit: UInt64 = 100_000_000

    mutating func inspectSafetensors(_ bytes: Bytes, at place: Place) {
        guard let length = bytes.littleEndian(at: 0, width: 8) else {
            return trouble(.safetensors, "shorter than the length of a header", place)
        }
        guard length <= Self.headerLimit, Int(length) <= bytes.count - 8 else {
            return add(
                .headerOverflow, "the header says \(length) bytes, the file has \(bytes.count)",
                place.at(0))
        }
        let header = bytes.array(at: 8, count: Int(length))
        if header.first != UInt8(ascii: "{") {
            add(.headerOutOfFile, "the header does not begin with `{`", place.at(8))
        }
        if String(validating: header, as: UTF8.self) == nil {
            add(.textEncoding, "the header is not UTF-8", place.at(8))
        }
        let read = JSONReader.value(header, depthLimit: limits.jsonDepth)
        guard let value = read.value, case .object(let members) = value else {
            return add(.headerInvalid, read.fault ?? "the header is no object", place.at(8))
        }
        noteDuplicateKeys(members.map(\.key), at: place.at(8))
        var ranges: [(start: Int, end: Int, name: String)] = []
        for member in members {
            if member.key == "__metadata__" {
                inspectMetadata(member.value, at: place)
            } else if let range = inspectTensor(member.key, member.value, at: place) {
                ranges.append((range.lowerBound, range.upperBound, member.key))
            }
        }
        checkRanges(ranges, dataSize: bytes.count - 8 - Int(length), bytes, at: place)
    }

    mutating func noteDuplicateKeys(_ keys: [String], at place: Place) {
        var seen: Set<String> = []
        for key in keys where !seen.insert(key).inserted { add(.duplicateKey, key, place) }
    }

    private mutating func inspectMetadata(_ value: JSONValue, at place: Place) {
        guard case .object(let members) = value else {
            return add(.valueType, "__metadata__ is no object", place.at(path: "$.__metadata__"))
        }
        for member in members {
            let inner = place.at(path: "$.__metadata__.\(member.key.prefix(100))")
            if case .text(let text) = member.value {
                inspectMetadataText(member.key, text, at: inner)
            } else {
                add(.valueType, "`\(member.key)` is no text", inner)
            }
        }
    }

    private mutating func inspectTensor(
        _ name: String, _ value: JSONValue, at place: Place
    ) -> Range<Int>? {
        let inner = place.at(path: "$.\(name.prefix(200))")
        guard case .array(let offsets)? = value["data_offsets"], offsets.count == 2,
            case .int(let start) = offsets[0], case .int(let end) = offsets[1],
            case .array(let shape)? = value["shape"], case .text(let type)? = value["dtype"]
        else {
            add(.headerInvalid, "the tensor has no dtype, shape or offsets", inner)
            return nil
        }
        guard start >= 0, end >= start else {
            add(.tensorOutOfFile, "offsets \(start) to \(end)", inner)
            return nil
        }
        checkShape(shape, type: type, byteCount: end - start, at: inner)
        return start..<end
    }

    private static let bits: [String: Int] = [
        "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "I16": 16, "U16": 16,
        "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "F64": 64, "I64": 64, "U64": 64,
        "C64": 64, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "F8_E5M2FNUZ": 8, "F8_E4M3FNUZ": 8,
    ]

    private mutating func checkShape(
        _ shape: [JSONValue], type: String, byteCount: Int, at place: Place
    ) {
        guard let bits = Self.bits[type] else { return add(.valueType, "dtype `\(type)`", place) }
        var product = bits
        for length in shape {
            guard case .int(let length) = length, length >= 0 else {
                return add(.tensorSize, "a dimension is no count", place)
            }
            let (next, overflow) = product.multipliedReportingOverflow(by: length)
            if overflow { return add(.headerOverflow, "the shape overflows 64 bits", place) }
            product = next
        }
        if product / 8 != byteCount || product % 8 != 0 {
            add(
                .tensorSize, "the shape needs \(product / 8) bytes, the offsets span \(byteCount)",
                place)
        }
    }

    private mutating func checkRanges(
        _ ranges: [(start: Int, end: Int, name: String)], dataSize: Int, _ bytes: Bytes,
        at place: Place
    ) {
        var last = 0
        let base = bytes.count - dataSize
        for range in ranges.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            let inner = place.at(path: "$.\(range.name.prefix(200))")
            if range.end > dataSize {
                add(.tensorOutOfFile, "ends at \(range.end) of \(dataSize) bytes", inner)
            }
            if range.start < last {
                add(.tensorOverlap, "begins at \(range.start), before \(last)", inner)
            }
            if range.start > last {
                add(.tensorHole, "\(range.start - last) bytes before it", inner)
            }
            last = max(last, range.end)
            inspectContents(bytes, from: base + range.start, to: base + range.end, at: inner)
        }
        guard last < dataSize else { return }
        let offset = bytes.count - (dataSize - last)
        inspectAppended(bytes, at: offset, place)
    }

    /// Numbers that are a program's or a pickle's bytes: somebody means to take them out again.
    private mutating func inspectContents(
        _ bytes: Bytes, from start: Int, to end: Int, at place: Place
    ) {
        guard end <= bytes.count, end - start >= 16 else { return }
        let head = bytes.array(at: start, count: 4)
        if head == [0x7F, 0x45, 0x4C, 0x46] {
            add(.executable, "the tensor's numbers are a program", place)
        } else if head[0] == 0x80, head[1] <= 5,
            PickleTrial.importsFirst(bytes.slice(at: start, count: end - start))
        {
            add(.polyglot, "the tensor's numbers are a pickle", place)
        }
    }

    /// Bytes after the last tensor, which no reader of the format looks at.
    mutating func inspectAppended(_ bytes: Bytes, at offset: Int, _ place: Place) {
        let rest = bytes.slice(at: offset)
        add(.appended, "\(rest.count) bytes after the last tensor", place.at(offset))
        let padded = rest.array(at: 0, count: 1 << 20)
        let padding = padded.prefix { $0 == 0 }.count
        let head = Array(padded.dropFirst(padding))
        if PayloadSniffer.startsContainer(head) {
            return inspect(
                rest.slice(at: padding), name: "", at: place.inside("bytes after the tensors"))
        }
        if head.starts(with: [0x7F, 0x45, 0x4C, 0x46]) || head.starts(with: [0x4D, 0x5A]) {
            return add(.executable, "after the tensors", place.at(offset + padding))
        }
        if let start = PickleTrial.firstPickle(in: Bytes(head), limits: limits) {
            let pickle = rest.slice(at: padding + start)
            inspect(pickle, name: "", at: place.inside("bytes after the tensors"))
        }
    }
}
