/// Why somebody could not be served, in plain words.
struct ErrorPage: View {
    static let template = "error"

    let status: String
    let heading: String
    let message: String
}
