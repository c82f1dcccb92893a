/// A text key with its hash, for a look-up that is made again and again.
package struct CELTextKey: Sendable {
    let hashed: HashedKey

    package init(_ text: String) { hashed = HashedKey(.string(text)) }
}

extension CELMap {
    /// The value at a text key, or nothing.
    package subscript(_ key: CELTextKey) -> CELValue? { self[key.hashed] }
}
