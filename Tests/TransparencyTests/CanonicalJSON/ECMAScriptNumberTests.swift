import Testing

@testable import Transparency

@Suite struct ECMAScriptNumberTests {
    /// RFC 8785, appendix B.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func `the numbers of RFC 8785's table are written as it says`(_ bits: UInt64, _ text: String) {
        let written = ECMAScriptNumber.utf8(Double(bitPattern: bits))
        #expect(written == Array(text.utf8))
    }

    @Test func `what is not finite has no form`() {
        #expect(ECMAScriptNumber.utf8(.nan) == nil)
        #expect(ECMAScriptNumber.utf8(.infinity) == nil)
        #expect(ECMAScriptNumber.utf8(-.infinity) == nil)
    }

    @Test func `each number reads back as itself`() throws {
        var random = SeededRandom()
        for _ in 0..<20_000 {
            let value = Double.random(using: &random)
            let text = String(decoding: try #require(ECMAScriptNumber.utf8(value)), as: UTF8.self)
            #expect(Double(text) == value, "ASSAY_SEED=\(SeededRandom.seed)")
        }
    }

    @Test func `few decimals are written as the shortest digits that read back`() {
        var random = SeededRandom()
        for _ in 0..<20_000 {
            let count = Int64.random(in: -9_999_999_999_999...9_999_999_999_999, using: &random)
            let value = Double(random.next() % 2 == 0 ? count : count % 100_000) / 10_000
            for near in [value, value.nextUp, value.nextDown] where near != near.rounded() {
                guard !near.description.contains("e") else { continue }
                #expect(
                    ECMAScriptNumber.utf8(near) == Array(near.description.utf8),
                    "ASSAY_SEED=\(SeededRandom.seed)")
            }
        }
        #expect(ECMAScriptNumber.utf8(0.05) == Array("0.05".utf8))
        #expect(ECMAScriptNumber.utf8(-0.0001) == Array("-0.0001".utf8))
        #expect(ECMAScriptNumber.utf8(12.5) == Array("12.5".utf8))
    }
}
