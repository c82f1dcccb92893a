import ArgumentParser

@main
struct AssayVerify: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "assay-verify")
}
