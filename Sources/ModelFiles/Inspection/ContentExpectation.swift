/// What a file is meant to be, which decides what in it is worth a fact.
package enum ContentExpectation: Sendable {
    /// A model or something beside one: code in it is a surprise.
    case model
    /// A Python package: modules and libraries are what it is for. What runs by itself, when Python
    /// starts or while the package is installed, is a surprise there too.
    case distribution

    /// Modules that run without being imported.
    private static let selfRunning = ["setup.py", "sitecustomize.py", "usercustomize.py"]

    /// Whether a file of this name is there to be run or loaded.
    func isOwnCode(_ name: String) -> Bool {
        guard self == .distribution, let last = name.split(separator: "/").last?.lowercased()
        else { return false }
        if last.hasSuffix(".py") || last.hasSuffix(".pyi") {
            return !Self.selfRunning.contains(last)
        }
        return [".so", ".pyd", ".dylib", ".dll"].contains(where: last.hasSuffix)
            || last.contains(".so.")
    }
}
