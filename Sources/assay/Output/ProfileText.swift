import Operations
import Statistics

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
        case .numbers(let profile): numbers(profile)
        case .categories(let profile): categories(profile)
        }
    }

    private func numbers(_ profile: NumericProfile) -> String {
        var words: [String] = []
        if let least = profile.minimum, let most = profile.maximum,
            let middle = profile.quantiles.quantiles([0.5])?.first
        {
            words.append(
                "\(FigureText.text(least)) to \(FigureText.text(most)), median "
                    + "\(FigureText.text(middle)), mean \(FigureText.text(profile.moments.mean))")
        }
        if profile.nulls > 0 { words.append("\(profile.nulls) missing") }
        if profile.nans > 0 { words.append("\(profile.nans) NaN") }
        return words.isEmpty ? "no values" : words.joined(separator: ", ")
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
