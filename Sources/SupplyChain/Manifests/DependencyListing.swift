/// All that one file of dependencies says, and what could not be made out.
package struct DependencyListing: Sendable, Equatable {
    package var dependencies: [Dependency] = []
    /// Lines and entries that name a dependency nobody could read: never nothing.
    package var problems: [Problem] = []
    /// Where packages are to be fetched from, as the file says, sorted; empty when it does not.
    package var sources: Set<String> = []

    package struct Problem: Sendable, Hashable {
        package let place: Dependency.Place
        /// Lower case, without a full stop.
        package let message: String
    }

    /// The most dependencies and problems that are kept; one more is a problem.
    static let countMax = 100_000

    package init() {}

    /// A file that should list dependencies, and cannot be read as a whole.
    package init(unreadable path: String, because message: String) {
        add(problem: message, at: Dependency.Place(path: path, line: 0))
    }

    mutating func add(_ dependency: Dependency) {
        guard dependencies.count < Self.countMax else {
            return add(problem: "there are too many dependencies", at: dependency.place)
        }
        dependencies.append(dependency)
    }

    mutating func add(problem message: String, at place: Dependency.Place) {
        guard problems.count < Self.countMax else { return }
        problems.append(Problem(place: place, message: message))
    }

    /// Adds what stands beside it in other files.
    mutating func add(_ other: DependencyListing) {
        dependencies += other.dependencies
        problems += other.problems
        sources.formUnion(other.sources)
    }
}
