/// Numbers that take the same bytes each, the lowest first unless said.
enum FixedNumber: Equatable {
    case int32, unsigned32, int64, float, double
    /// Half precision: IEEE 754 binary16.
    case float16
    /// Nanoseconds of a day and its Julian day number.
    case int96
    /// Two's complement, the highest byte first, of at most eight bytes.
    case decimal(width: Int)
    /// The same of more bytes.
    case wideDecimal(width: Int, scale: Int)

    /// Bytes of each.
    var width: Int {
        switch self {
        case .int32, .unsigned32, .float: 4
        case .int64, .double: 8
        case .float16: 2
        case .int96: 12
        case .decimal(let width), .wideDecimal(let width, _): width
        }
    }

    /// Whether they are handed over as whole numbers.
    var isWhole: Bool {
        switch self {
        case .int32, .unsigned32, .int64, .decimal: true
        case .float, .double, .float16, .int96, .wideDecimal: false
        }
    }

    /// Whether Parquet takes each for a text of so many bytes.
    var isOfBytes: Bool {
        switch self {
        case .float16, .decimal, .wideDecimal: true
        case .int32, .unsigned32, .int64, .float, .double, .int96: false
        }
    }

    /// Turns bytes into whole numbers: as many as there is room for.
    func read(_ bytes: UnsafeRawBufferPointer, _ values: UnsafeMutableBufferPointer<Int64>) {
        switch self {
        case .int32:
            for index in values.indices {
                values[index] = Int64(
                    bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))
            }
        case .unsigned32:
            for index in values.indices {
                values[index] = Int64(
                    bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
            }
        case .int64:
            for index in values.indices {
                values[index] = bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self)
            }
        case .decimal(let width):
            for index in values.indices {
                var value = Int64(Int8(bitPattern: bytes[index * width]))
                for at in 1..<max(width, 1) {
                    value = value << 8 | Int64(bytes[index * width + at])
                }
                values[index] = value
            }
        case .float, .double, .float16, .int96, .wideDecimal: break
        }
    }

    /// Turns bytes into doubles; of times, into seconds since 1970.
    func read(_ bytes: UnsafeRawBufferPointer, _ values: UnsafeMutableBufferPointer<Double>) {
        switch self {
        case .float:
            for index in values.indices {
                values[index] = Double(
                    bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self))
            }
        case .double:
            for index in values.indices {
                values[index] = bytes.loadUnaligned(fromByteOffset: 8 * index, as: Double.self)
            }
        case .float16:
            for index in values.indices {
                let bits = bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
                values[index] = Self.double(half: bits)
            }
        case .int96:
            for index in values.indices {
                let ticks = bytes.loadUnaligned(fromByteOffset: 12 * index, as: Int64.self)
                let day = bytes.loadUnaligned(fromByteOffset: 12 * index + 8, as: Int32.self)
                values[index] = Self.seconds(julianDay: Int(day), nanoseconds: ticks)
            }
        case .wideDecimal(let width, let scale):
            for index in values.indices {
                let part = bytes[(index * width)..<((index + 1) * width)]
                values[index] = DecimalText.number(part, scale: scale)
            }
        case .int32, .unsigned32, .int64, .decimal: break
        }
    }

    private static func seconds(julianDay: Int, nanoseconds: Int64) -> Double {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        // 1970-01-01 is Julian day 2,440,588.
        return Double((julianDay - 2_440_588) * 86_400 + Int(seconds)) + Double(rest) / 1e9
    }

    static func double(half bits: UInt16) -> Double {
        let sign = bits >> 15 == 1 ? -1.0 : 1.0
        let fraction = Double(bits & 0x3FF)
        switch bits >> 10 & 0x1F {
        case 0: return sign * fraction * 0x1p-24
        case 0x1F: return fraction == 0 ? sign * .infinity : .nan
        case let exponent:
            return sign
                * Double(sign: .plus, exponent: Int(exponent) - 25, significand: 1024 + fraction)
        }
    }
}
