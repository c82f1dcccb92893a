/// Judges operators that TorchScript calls by their namespace.
enum TorchOperatorRules {
    /// Namespaces of torch itself.
    private static let own = NameTable(
        """
        aten prim prims prepacked quantized quantized_decomposed _quantized sparse mkldnn mkldnn_prepacked
        mkl onednn xnnpack inductor rngprims vulkan_prepack vulkan_quantized vulkan metal metal_prepack
        nnapi static_runtime tensorexpr nvprims cuda profiler debugprims higher_order _c10d_functional
        _caffe2 caffe2 nnc_prepacked nested symm_mem
        """)
    /// Libraries of torch's own project and others that compute, and do no more.
    private static let libraries = NameTable(
        """
        torchvision torchaudio torchtext torchao fbgemm image video_reader torch_scatter torch_sparse
        torch_cluster torch_spline_conv pyg torchrec
        """)

    static func judged(_ name: String) -> (Finding.Level, String)? {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count >= 2, let namespace = parts.first else { return nil }
        let words = parts.dropFirst().flatMap(CallableWords.words).map { $0.lowercased() }
        let isOwn = own.contains(namespace)
        if let word = words.first(where: { isDangerous($0, isOwn: isOwn) }) {
            return (.dangerous, "reads or writes files, or runs code: its name says `\(word)`")
        }
        if isOwn || libraries.contains(namespace) { return nil }
        return (.suspicious, "needs a library of native code that whoever runs the model must load")
    }

    /// torch's own operators say `load` and `save` of values in memory.
    private static func isDangerous(_ word: String, isOwn: Bool) -> Bool {
        switch word {
        case "file", "system", "shell": true
        case "read", "write", "save", "load", "exec", "execute", "open", "dlopen", "popen",
            "download",
            "url", "py", "python", "eval":
            !isOwn
        default: false
        }
    }
}
