/// The words that TensorFlow's own operators are named by, and its official add-ons'.
///
/// There are over 1,500 operators, and more with each release; their names are put together from
/// few words, and a name that is not is of a library that whoever runs the model has to load.
enum TensorFlowWords {
    private static let known = NameTable(
        """
        a abort abs accumulate accumulator acos acosh action active add adagrad adadelta adam adaptive
        adjoint adjust aggregate all allow and angle any anonymous append apply approx approximate arg
        args argument array as asin asinh assert asset assign associative async at atan atanh atomic
        attention auto autotune audio avg average away b backprop backward band bands bandwidth
        barrier basic batch bert bessel beta bias biased big bilinear bin binary bincount bit bits
        bitcast bitwise block blocks bool boosted bound bounded bounding box boxes breaks broadcast
        broken bucket buckets bucketize budget buffer build bundle by byte bytes c cache call callback
        candidate candidates cast categorical cdf ceil center centered change channel channels character
        check checkpoint cholesky choose class classification classifier clear clip close cluster clz code
        coding collect collective colocate column columns combine combined combined compare complete
        complex compress compressed compute concat cond condition conditional configuration conj conjugate
        const constant consume contains context contrast control conv convolution coo cond copy cos cosh
        count counter cover create creator crop cross csc csr csv ctc cube cuda cudnn cum cumprod cumsum
        cumulative current data dataset datasets dawsn day debug decode decompress deconv deep default
        delete dense densify depth deq dequantize deserialize destroy det determinant device diag digamma
        dilated dilation dim dims dimension direct directed discount distance distributed distribution
        div divide double down draw drop dropout dtype dummy dynamic dynamics e edge edit eigen einsum
        element elements elias elu embed embedding embeddings empty encode end engine enqueue ensure enter
        epsilon equal erf erfc erfinv error euclidean eval event every example examples exit exp expand
        experimental expint exponential extract f factor failure fake false farm fast feature features
        fetch fft fifo fill filter filtered final find fingerprint finite first fixed flat flatten flip
        float floor flow fold for forest format forward fraction frame frames fresnel from ftrl full func
        function fused future g gamma gather gathered gelu generate generator get glimpse global grad
        gradient gradients graph greater group grouped gru guarantee half hamming handle hard has hash
        hashed hashing hashtable header height hessian hidden histogram host hsv hue i identity if ifft
        igamma igammac image images imag immutable in increment index indexed indices infeed inference
        inf info init initialize initialized initializer inner input inputs insert inside int interleave
        internal interval inv inverse invert io ipu irfft is isotonic item items iterator jagged jit join
        jpeg k key keys kth kv l label labels last latency layer layers ldaexp leaky learned least left
        length less lgamma likelihood linear linspace list local lock log logical logit logits logsumexp
        lookup loop lower lowest lrn lstm lu m make mapped map mask match matching mat matmul matrices
        matrix max maximum mean median memory merge mergeable message metadata method mfcc min minimum
        mirror mismatch mkl mod mode model momentum multi multinomial multiply mul mutable mutex n name
        names nan native nccl nccle ndtri nd nearest neg negative nested new next ngram ngrams nn no non
        none norm normalize normalized normal not num number numeric nce numerics of offset on one ones
        onehot op operation optimize optimizer optimizers optional options or order ordered out outfeed
        output outputs outside overlap override p pack pad padded padding pair parallel parallelize
        parameter parameterized parameters parse partition partitioned patches path peek per permute phase
        piece placeholder placement plugin png point poisson polygamma pool pooling pop pos positive pow
        precision predict prefetch prefix preprocess prefer prelinearize prelu prevent previous print
        private probability prod product profile proximal prune push py q qr quantile quantiles quantization
        quantize quantized queue r rademacher ragged raise random range rank rate ratio raw reader read
        real reciprocal reconstruct rect recv rectify reduce reduced reduction ref refresh regex region
        register regularized reinterpret reject relative relu remap remainder remote remove repeat
        replace replica replicate replicated requantization requantize rescale resample reset reshape
        reshard reshuffle resize resource restore result rethrow return returning reverse rfft rgb right
        rint rms rng rnn roll rolled root rot round row rows rpc rsqrt run s sample sampled sampler
        sampling saturate save saver scalar scale scaled scan scatter schedule score scope sdca search
        seed segment select self selu send sentencepiece sentence separable seq sequence serialize
        serialized serializer set sets sgd shape shaped shapes shard sharded sharding shared shift
        short shrink shuffle shuffled sigmoid sign sin sinh single size sizes skip sleep slice slices
        slot snapshot sobol soft softmax softplus softsign solve some sort sorted source sp space spatial
        spacify span sparse spawn spectrogram spence split splits splitter sqrt square squared squeeze stack
        stacked stage standard start state stateful stateless static statistics stats std step stochastic
        stop str stream stride strided string strings strip strong structured sub substr substring
        subtract subtraction sufficient sum summary summarize svd swap switch symbolic sync t table take
        tan tanh task teacher tensor tensors text than this threads threadpool three threshold tile time
        timestamp to token tokenize tokenizer tokens top topk total tpu trace training transform
        transformer translate transpose transposed tree trees triangular tridiagonal trigger true trunc
        truncate truncated tuple two type u unary unbatch unbatched uncompress under unicode uniform
        union unique universal unpack unravel unsorted unspecified unsqueeze unstack unstage unwrap up
        update upper upsample upsampling url use utf v valid value values var variable variables variadic
        variance variant vector version view vocab warp wav weight weighted weights where while whole
        width window windowed with word wordpiece words worker wrapped wrap write x xdivy xent xla xlog
        xlogy xor y zero zeros zeta zip
        suppression stitch projective distorted descent amsgrad power keras lists existing temporary
        session neighbor population full inplace diff overlaps beam greedy decoder encoder boundaries
        betainc fact skipgram expm logp reserve finished populate stacks permutation interop vec alg
        shuffling accumulators conjugated substrings conditioned elementwise resized bicubic area
        audiogram handles counts cancel bool cross correlation lower logistic multiplication
        copysign nextafter hypot logdet slogdet eig eigh qint quint bfloat geq leq neq eq ge le gt lt
        unigram whitespace utfs detokenize hub normalizes casefold wordpieces rouge constrained
        morphology histo proto protobuf shuf relus bn lite flex addons simple simpleml yggdrasil nll
        """)

    /// Whether most of a name is words that TensorFlow's own operators do not have.
    static func isForeign(_ name: String) -> Bool {
        // `Addons>Image` and the loaders' `_`-names are of known libraries and of the runtime.
        guard !name.hasPrefix("_"), !name.contains(">") else { return false }
        let words = CallableWords.words(name).map { $0.lowercased() }.filter { $0.count > 2 }
        let unknown = words.filter { !known.contains($0) && !hasKnownStart($0) }
        return unknown.count > 1 || unknown.count == 1 && words.count == 1 && name.count > 4
    }

    /// Letters that stand together, as in `RGBTo` and `XLAHost`, are not told apart.
    private static func hasKnownStart(_ word: String) -> Bool {
        [
            "ctc", "rgb", "hsv", "xla", "fft", "irfft", "rfft", "ifft", "gif", "bmp", "jpeg", "png",
            "csr",
            "lmdb",
            "rnn", "lstm", "gru", "tfrecord", "tpu", "nccl", "mlir", "nd", "iou", "url",
        ]
        .contains { word.hasPrefix($0) }
    }
}
