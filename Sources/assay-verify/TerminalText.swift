/// Text that cannot move a terminal's cursor, change its colours or turn its lines around.
///
/// Origins, paths and records come from whoever made the file.
enum TerminalText {
    static func escaped(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isPlain(scalar) {
                safe.append(scalar)
            } else {
                safe.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            }
        }
        return String(safe)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Control covers escape sequences, format the marks that reverse the order of letters.
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
            false
        default: true
        }
    }
}
