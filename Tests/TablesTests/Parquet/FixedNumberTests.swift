import Testing

@testable import Tables

@Suite struct FixedNumberTests {
    @Test(
        arguments: [
            (0x0000, 0), (0x8000, -0.0), (0x3C00, 1), (0xC000, -2), (0x7BFF, 65_504),
            (0x0001, 0x1p-24),
            (0x0400, 0x1p-14), (0x03FF, 1_023 * 0x1p-24), (0x7C00, .infinity), (0xFC00, -.infinity),
            (0x3555, 0.333251953125),
        ] as [(UInt16, Double)])
    func `halves are read as IEEE 754 says`(_ bits: UInt16, _ value: Double) {
        #expect(FixedNumber.double(half: bits).bitPattern == value.bitPattern)
    }

    @Test func `a half that is no number is none`() {
        #expect(FixedNumber.double(half: 0x7E00).isNaN)
    }

    private func doubles(_ number: FixedNumber, _ bytes: [UInt8]) -> [Double] {
        var values = [Double](repeating: 0, count: bytes.count / number.width)
        bytes.withUnsafeBytes { bytes in
            values.withUnsafeMutableBufferPointer { number.read(bytes, $0) }
        }
        return values
    }

    @Test func `the oldest timestamps are seconds`() {
        // Julian day 2,440,589, and an hour and a nanosecond of it.
        let hour: [UInt8] = [0x01, 0xA0, 0xB8, 0x30, 0x46, 0x03, 0, 0]
        #expect(doubles(.int96, hour + [0x8D, 0x3D, 0x25, 0]) == [90_000 + 1e-9])
    }

    @Test func `decimals have their highest byte first`() {
        #expect(
            doubles(
                .wideDecimal(width: 9, scale: 2), [0xFF] + Array(repeating: 0xFF, count: 7) + [0x9C]
            ) == [-1])
        var values: [Int64] = [0, 0]
        let bytes: [UInt8] = [0xFF, 0xFE, 0x01, 0x00]
        bytes.withUnsafeBytes { bytes in
            values.withUnsafeMutableBufferPointer {
                FixedNumber.decimal(width: 2).read(bytes, $0)
            }
        }
        #expect(values == [-2, 256])
    }
}
