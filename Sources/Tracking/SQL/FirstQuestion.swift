/// What a look or a change asks first, where that is known before it begins: a database that is
/// another process is asked for many at once.
package struct FirstQuestion: Sendable {
    let queries: [SQLQuery]

    init(_ queries: [SQLQuery]) { self.queries = queries }

    package static let unknown = FirstQuestion([])
}
