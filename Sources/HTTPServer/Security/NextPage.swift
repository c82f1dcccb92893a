/// Where to go after signing in: a page of this server only.
struct NextPage: Sendable, Equatable {
    let text: String
    private static let byteCountMax = 1_024

    init(_ pairs: [(name: String, value: String)]) {
        let next = pairs.first { $0.name == "next" }?.value ?? ""
        let isPlain = next.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        let isHere = next.hasPrefix("/") && !next.hasPrefix("//") && !next.contains("\\")
        let isPage = !next.hasPrefix("/sign-") && next.utf8.count <= Self.byteCountMax
        text = isPlain && isHere && isPage ? next : "/"
    }
}
