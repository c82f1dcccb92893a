import Mustache
import Operations

/// The templates that come with the program.
enum Templates {
    /// By name, as they stand in the folder.
    static let texts: [String: String] = TemplateFiles.bytes.mapValues { bytes in
        // The line end of a file would be a space where the template stands inside another.
        String(
            decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...],
            as: UTF8.self)
    }

    private static let library: Result<MustacheLibrary, any Error> = {
        MustacheContentTypes.register(EscapedText(), named: EscapedText.name)
        return Result {
            var library = MustacheLibrary()
            for (name, text) in texts {
                // INVARIANT: every template, those inside others too, escapes as the first line says.
                try library.register(
                    "{{% CONTENT_TYPE:\(EscapedText.name)}}" + text, named: name)
            }
            return library
        }
    }()

    /// - Throws: A fault when there is no such template, or one does not read.
    static func render<V: View>(_ view: V) throws -> String {
        guard let text = try library.get().render(view, withTemplate: V.template) else {
            throw Failure.fault("no_template", "the console has no template `\(V.template)`")
        }
        return text
    }
}
