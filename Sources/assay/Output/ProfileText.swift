import Operations
import Statistics
import Transparency

/// A profile as a table, a line for each column.
struct ProfileText {
    private let profile: DataProfile

    init(_ profile: DataProfile) { self.profile = profile }

    /// Writes it into a file, if one was named, and says what is in it.
    func give(to output: String?, _ terminal: Terminal) throws {
        let bytes = profile.bytes
        if let output { try FileBytes.write(bytes, to: output) }
        terminal.answer(profile.json)
        let width = min(profile.columns.map { $0.name.count }.max() ?? 0, 40)
        for column in profile.columns {
            terminal.say(
                "\(column.name.withoutControls.padded(width))  \("\(column.kind)".padded(9))"
                    + "\(words(column))")
        }
        let place = output.map { " in \($0)" } ?? ""
        terminal.say(
            "\(counted(profile.rows, "row")), \(counted(profile.columns.count, "column")), "
                + "\(byteText(bytes.count))\(place)")
    }

    private func words(_ column: ColumnProfile) -> String {
        switch column.content {
        case .numbers(let profile): numbers(profile, isDate: column.kind == .date)
        case .categories(let profile): categories(profile)
        }
    }

    private func numbers(_ profile: NumericProfile, isDate: Bool) -> String {
        var words: [String] = []
        if let least = profile.minimum, let most = profile.maximum,
            let middle = profile.quantiles.quantiles([0.5])?.first
        {
            let texts = [least, most, middle, profile.moments.mean].map {
                isDate ? day($0) : FigureText.text($0)
            }
            words.append("\(texts[0]) to \(texts[1]), median \(texts[2]), mean \(texts[3])")
        }
        if profile.nulls > 0 { words.append("\(profile.nulls) missing") }
        if profile.nans > 0 { words.append("\(profile.nans) NaN") }
        return words.isEmpty ? "no values" : words.joined(separator: ", ")
    }

    /// Of seconds since 1970.
    private func day(_ seconds: Double) -> String {
        guard seconds.magnitude < 1e12 else { return FigureText.text(seconds) }
        return Instant(milliseconds: Int64(seconds * 1000)).day
    }

    private func categories(_ profile: CategoricalProfile) -> String {
        let about = profile.frequent.error == 0 ? "" : "about "
        var words = ["\(about)\(Int(profile.categories.rounded())) different"]
        let most = profile.frequent.ranked.prefix(3).map {
            "\($0.name.withoutControls) (\($0.count))"
        }
        if !most.isEmpty { words.append("most often \(most.joined(separator: ", "))") }
        if profile.nulls > 0 { words.append("\(profile.nulls) missing") }
        return words.joined(separator: ", ")
    }
}
