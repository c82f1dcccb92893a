import Foundation
import Testing

@testable import Console

/// The stylesheet's colours can be told apart by whoever sees little contrast: WCAG 2.2, level AA,
/// in both schemes.
@Suite struct StylesheetContrast {
    private static let css = String(
        decoding: ConsoleSite.asset("assay.css")?.bytes ?? [], as: UTF8.self)

    /// The colours of a scheme, by the names of the stylesheet's variables.
    private static func colours(ofDark isDark: Bool) throws -> [String: Colour] {
        let halves = css.split(separator: "@media (prefers-color-scheme: dark)", maxSplits: 1)
        try #require(halves.count == 2)
        let dark = try #require(halves[1].split(separator: "\n}\n", maxSplits: 1).first)
        var colours: [String: Colour] = [:]
        for text in isDark ? [halves[0], dark] : [halves[0]] {
            for match in text.matches(of: /--([a-z-]+): #([0-9a-f]{6});/) {
                colours[String(match.output.1)] = Colour(hex: match.output.2)
            }
        }
        return colours
    }

    private struct Pair: CustomStringConvertible {
        let front: String
        let back: String
        let minimum: Double

        var description: String { "\(front) on \(back)" }
    }

    private static let grounds = ["paper", "sheet", "hover"]
    private static let marks = ["allow", "deny", "wait", "void", "accent"]

    /// Text, which needs 4.5, and what a control is known by, which needs 3.
    private static let pairs: [Pair] =
        grounds.flatMap { ground in
            (["ink", "soft"] + marks).map { Pair(front: $0, back: ground, minimum: 4.5) }
        }
        + marks.flatMap { mark in
            [mark, "ink", "soft"].map { Pair(front: $0, back: mark + "-wash", minimum: 4.5) }
        }
        + [Pair(front: "on-accent", back: "accent", minimum: 4.5)]
        + ["paper", "sheet"].map { Pair(front: "field", back: $0, minimum: 3) }

    @Test(arguments: [false, true])
    func `text and controls stand out from what is behind them`(isDark: Bool) throws {
        let colours = try Self.colours(ofDark: isDark)
        for pair in Self.pairs {
            let front = try #require(colours[pair.front], "no colour `\(pair.front)`")
            let back = try #require(colours[pair.back], "no colour `\(pair.back)`")
            let contrast = front.contrast(with: back)
            #expect(contrast >= pair.minimum, "\(isDark ? "dark" : "light"): \(pair)")
        }
    }

    @Test(arguments: [false, true])
    func `an interval stands out, on the sheet and where the limit is broken`(
        isDark: Bool
    ) throws {
        let colours = try Self.colours(ofDark: isDark)
        let found = Self.css.firstMatch(of: /\.interval \.range \{[^}]*opacity: (\.[0-9]+)/)
        let stated = try #require(found).output.1
        let opacity = try #require(Double("0" + String(stated)))
        for ground in ["sheet", "deny-wash"] {
            let back = try #require(colours[ground])
            for mark in ["allow", "deny", "wait"] {
                let colour = try #require(colours[mark])
                let front = colour.over(back, opacity: opacity)
                #expect(front.contrast(with: back) >= 3, "\(mark) on \(ground)")
            }
        }
    }

    @Test func `the measure is the one of WCAG`() throws {
        let white = try #require(Colour(hex: "ffffff"))
        let black = try #require(Colour(hex: "000000"))
        let grey = try #require(Colour(hex: "777777"))
        #expect(white.contrast(with: black) == 21)
        #expect(abs(grey.contrast(with: white) - 4.478) < 0.001)
        #expect(white.contrast(with: white) == 1)
    }
}

/// A colour in sRGB, each part from 0 to 1.
private struct Colour {
    let parts: [Double]

    init?(hex: Substring) {
        guard hex.count == 6, let value = Int(hex, radix: 16) else { return nil }
        parts = [16, 8, 0].map { Double(value >> $0 & 0xFF) / 255 }
    }

    private init(parts: [Double]) { self.parts = parts }

    /// As it looks, half transparent, on another.
    func over(_ back: Colour, opacity: Double) -> Colour {
        Colour(parts: zip(parts, back.parts).map { $0 * opacity + $1 * (1 - opacity) })
    }

    /// WCAG's relative luminance.
    private var luminance: Double {
        let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// From 1, the same, to 21, black on white.
    func contrast(with other: Colour) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }
}
