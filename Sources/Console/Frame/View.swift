/// What a page or a part of one shows: plain values, and the template that says them.
///
/// A template's tags are the names of fields. A tag that a value lacks is looked for in the values
/// around it, so a field that may be `nil` has a name of its own.
protocol View {
    /// The template's name, without its ending.
    static var template: String { get }
}
