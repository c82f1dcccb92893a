import ArgumentParser
import ModelSigning
import Operations
import Transparency

/// How a signature over a model is checked: where it is, and whose counts.
struct SignatureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The OpenSSF Model Signing bundle; model.sig in the folder unless given.",
            valueName: "file"))
    var bundle: String?
    @Option(help: ArgumentHelp("The signer's public key, as PEM.", valueName: "file"))
    var key: String?
    @Option(
        help: ArgumentHelp(
            "The certificates that are trusted, as PEM, among them a root. May be repeated.",
            valueName: "file"))
    var certificateChain: [String] = []
    @Option(
        help: ArgumentHelp("Sigstore's trusted_root.json, for keyless bundles.", valueName: "file"))
    var trustRoot: String?
    @Option(help: "Who must have signed, with --trust-root: an address, a URI, a user name.")
    var identity: String?
    @Option(help: "The identity provider's URL, with --trust-root.")
    var issuer: String?
    @Option(
        help: ArgumentHelp(
            "The moment at which certificates must be valid, as 2026-11-21; now unless given.",
            valueName: "time"))
    var at: String?
    @Flag(help: "Take certificates as they were when issued, as model_signing does.")
    var laxCertificateDates = false
    @Flag(help: "Let files stand there that were not signed.")
    var ignoreUnsigned = false
    @Option(
        help: ArgumentHelp("A path that does not count. May be repeated.", valueName: "path"))
    var ignore: [String] = []
    @Flag(help: "Follow symbolic links to files.")
    var allowSymlinks = false

    /// Whether a signature is to be checked, and not a release.
    var isAsked: Bool {
        bundle != nil || key != nil || !certificateChain.isEmpty || trustRoot != nil
    }

    /// Where a signature stands by custom; `nil` when none is there.
    static func customary(_ target: String) -> String? {
        let folder = target.hasSuffix("/") ? String(target.dropLast()) : target
        return ["\(folder)/model.sig", "\(folder).sig"].first(where: FileBytes.isFile)
    }

    /// - Throws: A fault that says which option is missing or too much.
    func check(_ target: String, now: Instant) throws(Failure) -> VerifyFolder {
        var check = VerifyFolder(path: target, trust: try trust(now: now))
        check.bundleFile = bundle ?? Self.customary(target)
        check.ignored = ignore
        check.ignoresUnsigned = ignoreUnsigned
        check.followsLinks = allowSymlinks
        return check
    }

    private func trust(now: Instant) throws(Failure) -> VerifyFolder.Trust {
        let ways = [key != nil, !certificateChain.isEmpty, trustRoot != nil].count { $0 }
        guard ways == 1 else {
            throw .fault(
                ways == 0 ? "signer_missing" : "signer_twice",
                "say whose signature counts with one of `--key`, `--certificate-chain` and "
                    + "`--trust-root`")
        }
        if let key { return .key(file: key) }
        guard let trustRoot else {
            return .certificates(files: certificateChain, try moment(now: now))
        }
        guard let identity, let issuer else {
            throw .fault(
                "identity_missing",
                "with `--trust-root`, say who must have signed with `--identity` and `--issuer`")
        }
        return .identity(
            SigstoreIdentity(name: identity, issuer: issuer), trustRootFile: trustRoot)
    }

    private func moment(now: Instant) throws(Failure) -> CertificateMoment {
        guard !laxCertificateDates || at == nil else {
            throw .fault("moment_twice", "`--at` and `--lax-certificate-dates` exclude each other")
        }
        guard let at else { return laxCertificateDates ? .issue : .at(now) }
        guard let moment = Instant(at) else {
            throw .fault(
                "bad_time", "`\(at)` is no moment: write 2026-11-21 or 2026-11-21T04:00:00Z")
        }
        return .at(moment)
    }
}
