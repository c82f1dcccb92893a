import Governance

/// What the members of a group of the identity provider may do: `GROUP=ROLE@WORKSPACE`.
struct GroupGrant: Sendable, Equatable {
    let group: String
    let grant: Grant

    /// Groups may have `=` in their names, roles do not: the last one counts.
    init?(_ text: String) {
        guard let equals = text.lastIndex(of: "="), equals != text.startIndex,
            text.utf8.count <= 1_024, text.utf8.allSatisfy({ $0 >= 0x20 }),
            let grant = Grant(String(text[text.index(after: equals)...]))
        else { return nil }
        group = String(text[..<equals])
        self.grant = grant
    }
}
