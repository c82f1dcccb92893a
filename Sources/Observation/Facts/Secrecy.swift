/// What of a command line and an environment may be written down: nothing that opens a door.
package enum Secrecy {
    /// In place of what is not said.
    package static let hidden = "(hidden)"

    private static let words = [
        "token", "secret", "passw", "passphrase", "credential", "apikey", "api_key", "api-key",
        "access_key", "access-key", "accesskey", "private", "auth", "cookie", "session",
        "signature",
        "dsn", "conninfo", "connection", "webhook", "licence_key", "license_key", "bearer",
    ]

    /// Whether a name is that of a secret, as far as names tell.
    package static func isSecret(name: String) -> Bool {
        let name = name.lowercased()
        // `tokenizer` names a part of a model, and `max_tokens` a number.
        let plain = name.replacing("tokenizer", with: "").replacing("tokens", with: "")
            .replacing("author", with: "")
        let lastWord = plain.split { !$0.isLetter }.last
        return words.contains { plain.contains($0) }
            || ["key", "pwd", "pass", "pat"].contains(lastWord.map(String.init) ?? "")
    }

    private static let beginnings = [
        "hf_", "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "sk-", "pypi-", "xoxb-",
        "xoxp-", "xapp-", "AKIA", "ASIA", "AIza", "ya29.", "eyJ", "dapi", "npm_", "Bearer ",
        "Basic ",
        "-----BEGIN",
    ]

    /// Whether a text looks like a secret by itself.
    package static func isSecret(value: String) -> Bool {
        beginnings.contains { value.hasPrefix($0) && value.count >= $0.count + 12 }
    }

    /// The arguments of a command, without secrets.
    package static func shown(arguments: [String]) -> [String] {
        var shown: [String] = []
        var hidesNext = false
        for argument in arguments {
            let isOption = argument.hasPrefix("-")
            if hidesNext, !isOption {
                shown.append(hidden)
                hidesNext = false
                continue
            }
            hidesNext = false
            if let equals = argument.firstIndex(of: "=") {
                let (name, value) = (
                    argument[..<equals], argument[argument.index(after: equals)...]
                )
                let isHidden = isSecret(name: String(name)) || isSecret(value: String(value))
                shown.append("\(name)=\(isHidden ? hidden : self.shown(address: String(value)))")
            } else {
                shown.append(isSecret(value: argument) ? hidden : self.shown(address: argument))
                hidesNext = isOption && isSecret(name: argument)
            }
        }
        return shown
    }

    /// An address without the name and password in it, and without what follows `?`; any other text
    /// as it is.
    package static func shown(address: String) -> String {
        guard let scheme = address.firstRange(of: "://") else { return address }
        let rest = address[scheme.upperBound...]
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest[host.endIndex...].prefix { $0 != "?" && $0 != "#" }
        let bare = host.lastIndex(of: "@").map { host[host.index(after: $0)...] } ?? host
        return String(address[..<scheme.upperBound] + bare + path)
    }

    // MARK: Environment

    private static let allowed: Set<String> = [
        "PYTHONHASHSEED", "PYTHONOPTIMIZE", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8", "LANG", "TZ",
        "CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "CUBLAS_WORKSPACE_CONFIG",
        "CUDA_LAUNCH_BLOCKING",
        "NVIDIA_TF32_OVERRIDE", "ROCR_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "WORLD_SIZE", "RANK",
        "LOCAL_RANK", "LOCAL_WORLD_SIZE", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "CONDA_DEFAULT_ENV", "SLURM_JOB_ID", "SLURM_NNODES", "SLURM_NTASKS", "SLURM_PROCID",
        "SLURM_GPUS", "TF_DETERMINISTIC_OPS", "TF_CUDNN_DETERMINISTIC", "TF_ENABLE_ONEDNN_OPTS",
        "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE", "TOKENIZERS_PARALLELISM",
        "PYTORCH_CUDA_ALLOC_CONF", "XLA_FLAGS", "JAX_PLATFORMS", "JAX_ENABLE_X64",
    ]
    private static let allowedBeginnings = ["LC_", "MKL_", "OMP_", "KMP_", "NCCL_", "GOMP_"]

    /// Whether a variable's value is written down; of all others only the name is.
    package static func isShown(variable name: String) -> Bool {
        guard !isSecret(name: name) else { return false }
        return allowed.contains(name) || allowedBeginnings.contains { name.hasPrefix($0) }
    }
}
