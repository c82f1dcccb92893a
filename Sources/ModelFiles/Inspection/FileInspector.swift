/// Turns a file's bytes into facts.
///
/// Nothing in the file is run, and no other file is opened.
package enum FileInspector {
    /// - Parameters:
    ///   - path: The file's path below the folder that is looked at, `/` between its parts.
    ///   - bytes: All of the file.
    ///   - limits: How much work the file may ask for.
    ///   - expectation: What it is meant to be.
    /// - Returns: What was found, and what could not be read.
    /// - Complexity: O(bytes that are structure): tensors are passed over.
    package static func facts(
        path: String, bytes: Bytes, limits: InspectionLimits = InspectionLimits(),
        expecting expectation: ContentExpectation = .model
    ) -> FileFacts {
        var inspection = Inspection(
            path: path, byteCount: bytes.count, limits: limits, expecting: expectation)
        inspection.inspectName(path)
        inspection.inspect(bytes, name: path, at: Place())
        return inspection.facts
    }

    /// The facts of a symbolic link, which is not followed.
    ///
    /// - Parameters:
    ///   - path: The link's path below the folder that is looked at.
    ///   - target: As the link says.
    /// - Returns: A reference to the target, as a path from the folder that is looked at.
    package static func facts(path: String, linkTarget target: String) -> FileFacts {
        var inspection = Inspection(path: path, byteCount: 0, limits: InspectionLimits())
        inspection.inspectName(path)
        inspection.refer(.fileLink, PathRules.resolved(target, from: path), Place())
        return inspection.facts
    }

    /// The facts of what stands where a file should, and cannot be read.
    ///
    /// - Parameters:
    ///   - path: Below the folder that is looked at.
    ///   - reason: Why not, lower case.
    /// - Returns: A trouble.
    package static func facts(path: String, unreadBecause reason: String) -> FileFacts {
        var inspection = Inspection(path: path, byteCount: 0, limits: InspectionLimits())
        inspection.inspectName(path)
        inspection.trouble(nil, reason, Place())
        return inspection.facts
    }
}
