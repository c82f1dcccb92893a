/// What a browser gets.
package enum ConsoleResponse: Sendable {
    case page(status: Int, html: String)
    /// To be fetched with GET.
    case redirect(to: String)
    case download(name: String, contentType: String, bytes: [UInt8])
}
