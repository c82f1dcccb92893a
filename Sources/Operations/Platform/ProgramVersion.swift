/// Which Assay this is.
package enum ProgramVersion {
    /// As it stands in documents and on the command line.
    package static let text = "0.1.0"
}
