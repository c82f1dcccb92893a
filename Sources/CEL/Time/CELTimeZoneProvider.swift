/// How far a named time zone is from UTC at a moment, or nothing when there is no such zone.
///
/// Only fixed offsets and UTC are known here; names such as `Europe/Berlin` are the caller's to
/// look up. The moment is in seconds since 1970, the offset in seconds east of UTC.
package typealias CELTimeZoneProvider =
    @Sendable (_ name: String, _ secondsSince1970: Int64) -> Int?

/// Reads `UTC`, `+02:00`, `-09:30` or `02:00`.
func fixedTimeZoneOffset(_ text: String) -> Int? {
    if text.isEmpty || text == "UTC" || text == "Z" || text == "GMT" { return 0 }
    let isSigned = text.hasPrefix("+") || text.hasPrefix("-")
    var reader = DigitReader(Array((isSigned ? text : "+\(text)").utf8))
    guard let offset = reader.zone(), reader.isAtEnd else { return nil }
    return offset
}
