/// The policies that come with the program, as files for a user to edit: for three tiers and
/// the way there, for what comes from outside, and for packages.
package enum ShippedPolicies {
    package static let files: [(name: String, bytes: [UInt8])] = [
        ("low.yaml", PackageResources.low_yaml),
        ("medium.yaml", PackageResources.medium_yaml),
        ("high.yaml", PackageResources.high_yaml),
        ("staging.yaml", PackageResources.staging_yaml),
        ("use.yaml", PackageResources.use_yaml),
        ("use-high.yaml", PackageResources.use_high_yaml),
        ("packages.yaml", PackageResources.packages_yaml),
    ]

    /// Writes them into a folder that is not there yet, so that no other process sees it half full.
    package static func lay(out folder: String) throws(Failure) {
        try FileBytes.makeFolder(folder, with: files)
    }
}
