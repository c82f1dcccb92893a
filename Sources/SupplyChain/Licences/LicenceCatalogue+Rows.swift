extension LicenceCatalogue {
    struct Row: Sendable {
        let id: String
        let terms: LicenceTerms
        /// Further names, of which ``key(_:)`` is what counts.
        let names: [String]
    }

    private static func row(_ id: String, _ terms: LicenceTerms, _ names: String...) -> Row {
        Row(id: id, terms: terms, names: names)
    }

    static let rows =
        permissive + shareAlike + creativeCommons + models + [
            row("SSPL-1.0", [.attribution, .shareAlike, .networkShareAlike])
        ]

    private static let permissive: [Row] = [
        row("MIT", .attribution, "MIT License", "Expat", "MIT/X11"), row("MIT-0", []),
        row("MIT-CMU", .attribution), row("X11", .attribution), row("ISC", .attribution, "ISCL"),
        row("Apache-1.1", .attribution),
        row("Apache-2.0", .attribution, "Apache", "Apache 2", "Apache Software License", "ASL 2.0"),
        row("BSD-2-Clause", .attribution, "Simplified BSD", "FreeBSD"),
        row("BSD-3-Clause", .attribution, "New BSD", "Modified BSD", "BSD 3"),
        row("BSD-3-Clause-Clear", .attribution), row("BSD-4-Clause", .attribution),
        row("LicenseRef-BSD", .attribution, "BSD", "BSD License"), row("0BSD", []),
        row("Zlib", .attribution, "zlib/libpng"), row("libpng-2.0", .attribution),
        row("Unlicense", [], "Public Domain"), row("WTFPL", []), row("CC0-1.0", [], "CC0"),
        row("PDDL-1.0", [], "PDDL"),
        row("PSF-2.0", .attribution, "PSF", "Python Software Foundation"),
        row("Python-2.0", .attribution), row("CNRI-Python", .attribution),
        row("NCSA", .attribution), row("BSL-1.0", .attribution, "Boost Software License 1.0"),
        row("PostgreSQL", .attribution), row("HPND", .attribution),
        row("ZPL-2.1", .attribution, "ZPL"),
        row("Artistic-1.0", .attribution), row("Artistic-2.0", .attribution),
        row("AFL-3.0", .attribution), row("ECL-2.0", .attribution), row("MS-PL", .attribution),
        row("Unicode-3.0", .attribution), row("Unicode-DFS-2016", .attribution),
        row("OFL-1.1", [.attribution, .fileShareAlike]), row("LPPL-1.3c", .attribution),
        row("TCL", .attribution), row("curl", .attribution), row("OpenSSL", .attribution),
        row("BlueOak-1.0.0", .attribution), row("etalab-2.0", .attribution),
        row("OGL-UK-3.0", .attribution), row("ODC-By-1.0", .attribution, "ODC-By"),
        row("CDLA-Permissive-1.0", .attribution), row("CDLA-Permissive-2.0", .attribution),
        row("C-UDA-1.0", .attribution, "C-UDA"), row("OpenMDW-1.0", .attribution),
        row("LicenseRef-Apple-ASCL", .attribution, "apple-ascl"),
    ]

    private static let wholeWork: LicenceTerms = [.attribution, .shareAlike]
    private static let someFiles: LicenceTerms = [.attribution, .fileShareAlike]
    private static let alsoServed: LicenceTerms = [.attribution, .shareAlike, .networkShareAlike]

    private static let shareAlike: [Row] =
        gnu("GPL", "GNU General Public", ["1.0", "2.0", "3.0"], wholeWork)
        + gnu("LGPL", "GNU Lesser General Public", ["2.0", "2.1", "3.0"], someFiles)
        + gnu("AGPL", "GNU Affero General Public", ["1.0", "3.0"], alsoServed)
        + gnu("GFDL", "GNU Free Documentation", ["1.1", "1.2", "1.3"], wholeWork) + [
            row("LicenseRef-GPL", wholeWork, "GPL", "GNU GPL", "GNU General Public License"),
            row("LicenseRef-LGPL", someFiles, "LGPL", "GNU LGPL"),
            row("LicenseRef-AGPL", alsoServed, "AGPL"), row("LicenseRef-GFDL", wholeWork, "GFDL"),
            row("MPL-1.1", someFiles), row("MPL-2.0", someFiles, "Mozilla Public License 2.0"),
            row("EPL-1.0", someFiles), row("EPL-2.0", someFiles), row("CDDL-1.0", someFiles),
            row("CDDL-1.1", someFiles), row("MS-RL", someFiles), row("CPL-1.0", someFiles),
            row("EUPL-1.1", alsoServed), row("EUPL-1.2", alsoServed), row("OSL-3.0", alsoServed),
            row("CECILL-2.1", wholeWork), row("ODbL-1.0", wholeWork, "ODbL"),
            row("CDLA-Sharing-1.0", wholeWork),
        ]

    /// Each version as SPDX names it now, and as it did.
    private static func gnu(
        _ family: String, _ name: String, _ versions: [String], _ terms: LicenceTerms
    ) -> [Row] {
        versions.flatMap { version in
            let short = version.hasSuffix(".0") ? String(version.dropLast(2)) : version
            return [
                row(
                    "\(family)-\(version)", terms, "\(family)v\(short)", "\(family) v\(short)",
                    "\(family) \(short)", "\(name) License v\(short)", "GNU \(family) v\(short)"),
                row("\(family)-\(version)-only", terms),
                row(
                    "\(family)-\(version)-or-later", terms, "\(family)v\(short)+",
                    "\(name) License v\(short) or later", "\(family) v\(short)+"),
            ]
        }
    }

    private static let creativeCommons: [Row] = ["1.0", "2.0", "2.5", "3.0", "4.0"].flatMap {
        version in
        [
            ("BY", .attribution), ("BY-SA", [.attribution, .shareAlike]),
            ("BY-ND", [.attribution, .noDerivatives]), ("BY-NC", [.attribution, .noCommercialUse]),
            ("BY-NC-SA", [.attribution, .noCommercialUse, .shareAlike]),
            ("BY-NC-ND", [.attribution, .noCommercialUse, .noDerivatives]),
        ].map { row("CC-\($0)-\(version)", $1) }
    }

    private static let responsible: LicenceTerms = [.attribution, .useRestrictions]
    private static let llama2: LicenceTerms = [
        .attribution, .useRestrictions, .scaleLimit, .outputRestrictions,
    ]
    private static let llama3: LicenceTerms = [
        .attribution, .useRestrictions, .scaleLimit, .naming,
    ]
    private static let research: LicenceTerms = [.attribution, .noCommercialUse]

    /// Licences of models and data, which SPDX's list does not have.
    private static let models: [Row] = [
        row("LicenseRef-OpenRAIL", responsible, "openrail", "openrail++", "openrail-m"),
        row("LicenseRef-CreativeML-OpenRAIL-M", responsible, "creativeml-openrail-m"),
        row("LicenseRef-BigScience-OpenRAIL-M", responsible, "bigscience-openrail-m"),
        row("LicenseRef-BigScience-BLOOM-RAIL-1.0", responsible, "bigscience-bloom-rail-1.0"),
        row("LicenseRef-BigCode-OpenRAIL-M", responsible, "bigcode-openrail-m"),
        row("LicenseRef-Llama-1", [.attribution, .noCommercialUse, .noDistribution], "llama"),
        row("LicenseRef-Llama-2", llama2, "llama2", "Llama 2 Community License"),
        row(
            "LicenseRef-Llama-3", llama3.union(.outputRestrictions), "llama3",
            "Llama 3 Community License"),
        row("LicenseRef-Llama-3.1", llama3, "llama3.1", "Llama 3.1 Community License"),
        row("LicenseRef-Llama-3.2", llama3, "llama3.2", "Llama 3.2 Community License"),
        row("LicenseRef-Llama-3.3", llama3, "llama3.3", "Llama 3.3 Community License"),
        row("LicenseRef-Llama-4", llama3, "llama4", "Llama 4 Community License"),
        row("LicenseRef-Gemma", responsible, "gemma", "Gemma Terms of Use"),
        row("LicenseRef-Falcon", responsible, "tii-falcon-llm", "falcon-llm-license"),
        row("LicenseRef-DeepSeek", responsible, "deepseek", "deepseek-license"),
        row("LicenseRef-Qwen", [.attribution, .scaleLimit], "qwen", "tongyi-qianwen"),
        row("LicenseRef-Qwen-Research", research, "qwen-research"),
        row(
            "LicenseRef-StabilityAI-Community", responsible.union(.scaleLimit),
            "stabilityai-ai-community", "stable-diffusion-community"),
        row("LicenseRef-DeepFloyd-IF", research.union(.useRestrictions), "deepfloyd-if-license"),
        row("LicenseRef-Mistral-Research", research, "mrl", "mistral-ai-research-license"),
        row(
            "LicenseRef-Mistral-NonProduction", research, "mnpl",
            "mistral-ai-non-production-license"),
        row(
            "LicenseRef-FAIR-Noncommercial-Research", research,
            "fair-noncommercial-research-license"),
        row("LicenseRef-Apple-AMLR", research, "apple-amlr"),
        row("LicenseRef-Intel-Research", research, "intel-research"),
        row("LicenseRef-H-Research", research, "h-research"),
        row("LicenseRef-Coqui-Public", research, "coqui-public-model-license", "cpml"),
        row(
            "LicenseRef-Grok-2-Community", responsible.union(.outputRestrictions), "grok2-community"
        ),
        row("LicenseRef-NVIDIA-Open-Model", responsible, "nvidia-open-model-license"),
        row("LicenseRef-Commons-Clause", research, "commons-clause"),
        row("LicenseRef-Creative-Commons", [.attribution, .noCommercialUse, .noDerivatives], "cc"),
    ]
}
