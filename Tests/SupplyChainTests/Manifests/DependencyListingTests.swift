import Testing

@testable import SupplyChain

/// `name==version`, `name?` for what cannot be decided, in the listing's order.
func outline(_ listing: DependencyListing) -> [String] {
    listing.dependencies.map { dependency in
        switch dependency.version {
        case .pinned(let version): "\(dependency.name)==\(version.text)"
        case .undecided(.notPinned(let text)): "\(dependency.name)?\(text)"
        case .undecided(.address(let text)): "\(dependency.name)@\(text)"
        case .undecided(.path(let text)): "\(dependency.name)/\(text)"
        }
    }
}

@Suite struct DependencyListingTests {
    @Test func `there is a limit to what is kept, and it is said`() throws {
        var listing = DependencyListing()
        let name = try #require(PackageName("x"))
        let place = Dependency.Place(path: "p", line: 1)
        for _ in 0...DependencyListing.countMax {
            listing.add(
                Dependency(name: name, version: .undecided(.notPinned("")), place: place))
        }
        #expect(listing.dependencies.count == DependencyListing.countMax)
        #expect(listing.problems.map(\.message) == ["there are too many dependencies"])
    }
}
