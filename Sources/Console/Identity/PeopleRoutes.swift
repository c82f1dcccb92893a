import Operations

enum PeopleRoutes {
    static let pages: [ConsolePage] = []
}
