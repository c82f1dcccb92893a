@testable import ModelFiles

extension Sample {
    static let tensors: [Sample] = safetensorsFiles + ggufFiles + ggufTemplates

    // MARK: safetensors

    static func safetensors(
        _ name: String, level: Finding.Level = .dangerous, header: String, data: Int = 8,
        behind: [UInt8] = []
    ) -> Sample {
        let text = Array(header.utf8)
        let bytes =
            joined(
                PickleWriter.little(text.count, 8), text, [UInt8](repeating: 0, count: data), behind
            )
        return Sample(.safetensors, name, level, path: "model.safetensors", bytes)
    }

    static func entry(_ start: Int, _ end: Int, shape: String = "[2]") -> String {
        #"{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
    }

    static let plainHeader = #"{"w":\#(entry(0, 8))}"#

    private static let safetensorsFiles: [Sample] = [
        safetensors("plain", level: .note, header: plainHeader),
        safetensors(
            "metadata", level: .note,
            header: #"{"__metadata__":{"format":"pt"},"w":\#(entry(0, 8))}"#),
        safetensors("data beyond the file", header: plainHeader, data: 4),
        safetensors("reversed offsets", header: #"{"w":\#(entry(8, 0))}"#),
        safetensors("negative offsets", header: #"{"w":\#(entry(-8, 0))}"#),
        safetensors("overlap", header: #"{"a":\#(entry(0, 8)),"b":\#(entry(4, 12))}"#, data: 12),
        safetensors("a hole", header: #"{"a":\#(entry(0, 8)),"b":\#(entry(16, 24))}"#, data: 24),
        safetensors("another size", header: #"{"w":\#(entry(0, 8, shape: "[3]"))}"#),
        safetensors(
            "overflow", header: #"{"w":\#(entry(0, 8, shape: "[4611686018427387904,8]"))}"#),
        safetensors(
            "a program in metadata",
            header: #"{"__metadata__":{"x":"__import__('os').system('x')"},"w":\#(entry(0, 8))}"#),
        safetensors("a pickle behind", header: plainHeader, behind: call.stop),
        safetensors(
            "a key twice", level: .suspicious, header: #"{"w":\#(entry(0, 8)),"w":\#(entry(0, 8))}"#
        ),
        safetensors(
            "metadata that is no text", level: .suspicious,
            header: #"{"__metadata__":{"x":1},"w":\#(entry(0, 8))}"#),
        safetensors("a header in blanks", header: " " + plainHeader),
        Sample(
            .safetensors, "a header beyond the file", .dangerous, path: "m.safetensors",
            joined(PickleWriter.little(1 << 20, 8), Array(plainHeader.utf8))),
        Sample(
            .safetensors, "a header of 2^63", .dangerous, path: "m.safetensors",
            joined(PickleWriter.little(.max, 8), Array(plainHeader.utf8))),
    ]

    // MARK: GGUF

    /// A file with one key of text, one tensor of floats, and data.
    static func gguf(
        template: String = "{{ messages[0].content }}", pairs: Int = 2, alignment: Int = 32,
        tensor: (dimensions: [Int], offset: Int) = ([4], 0), data: Int = 32, type: Int = 8
    ) -> [UInt8] {
        func text(_ value: String) -> [UInt8] {
            joined(number(value.utf8.count, 8), Array(value.utf8))
        }
        func number(_ value: Int, _ width: Int) -> [UInt8] { PickleWriter.little(value, width) }
        let dimensions = tensor.dimensions.flatMap { number($0, 8) }
        var bytes = joined(
            Array("GGUF".utf8), number(3, 4), number(1, 8), number(pairs, 8),
            text("tokenizer.chat_template"), number(type, 4), text(template),
            text("general.alignment"), number(4, 4), number(alignment, 4),
            text("w"), number(tensor.dimensions.count, 4), dimensions, number(0, 4),
            number(tensor.offset, 8))
        let step = alignment > 0 ? alignment : 32
        let padding = (step - bytes.count % step) % step
        bytes += [UInt8](repeating: 0, count: padding + data)
        return bytes
    }

    private static func gguf(
        _ name: String, level: Finding.Level = .dangerous, _ bytes: [UInt8]
    ) -> Sample {
        Sample(.gguf, name, level, path: "model.gguf", bytes)
    }

    private static let ggufFiles: [Sample] =
        [
            gguf("plain", level: .note, gguf()),
            gguf("more keys than bytes", gguf(pairs: 1 << 62)),
            gguf("more keys than there are", gguf(pairs: 20)),
            gguf("alignment 0", gguf(alignment: 0)),
            gguf("alignment 3", level: .suspicious, gguf(alignment: 3)),
            gguf("five dimensions", gguf(tensor: ([1, 1, 1, 1, 1], 0))),
            gguf("dimensions that overflow", gguf(tensor: ([1 << 40, 1 << 40], 0))),
            gguf("a tensor beyond the file", gguf(tensor: ([1 << 20], 0))),
            gguf("an offset beyond the file", gguf(tensor: ([4], 1 << 40))),
            gguf("a value of no type", level: .suspicious, gguf(type: 99)),
            gguf(
                "an ELF behind",
                joined(gguf(), [0x7F, 0x45, 0x4C, 0x46], [UInt8](repeating: 1, count: 99))),
        ]

    private static let ggufTemplates: [Sample] = attacks.enumerated().map { attack in
        gguf("template \(attack.offset)", gguf(template: attack.element))
    }

    /// Templates that walk to Python's objects, each on another way.
    static let attacks = [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('x').read() }}",
        "{{ ''|attr('__class__') }}",
        "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
        "{{ ''['__cla' ~ 'ss__'] }}",
        "{{ ''['__cla' + 'ss__'] }}",
        "{{ ''|attr('__ssalc__'|reverse) }}",
        "{{ ''|attr('%c%cclass%c%c'|format(95,95,95,95)) }}",
        "{{ ''|attr(['__cla','ss__']|join) }}",
        "{{ [x]|map(attribute='__class__')|list }}",
        "{% set u = '_' * 2 %}{{ ''[u ~ 'class' ~ u] }}",
        "{{ lipsum.__globals__['os'].popen('x') }}",
        "{{ self.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{% for c in [].__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
    ]
}
