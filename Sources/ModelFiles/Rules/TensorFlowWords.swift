/// The words that TensorFlow's own operators are named by, and its official add-ons'.
///
/// There are some 1,900 operators, and more with each release; their names are put together from
/// few words, and a name that is not is of a library that whoever runs the model has to load.
///
/// Source: the operators that TensorFlow 2.21 registers, TensorFlow Text and Decision Forests.
enum TensorFlowWords {
    private static let known = NameTable(
        """
        abort abs accidental accumulate accumulated accumulator accumulators acos acosh action
        activations active ada adadelta adagrad adam adamparameters adaptive add addons adjoint
        adjust after aggregate aggregator alg aliasing all allocator allow amd amsgrad and angle
        anonymous any aot append apply approx approximate arbitrary area arg argmax args argument
        arithmetic array asin asinh assert asset assign associative async atan atanh atomic
        attention attr attrs audio audiogram auto autotune average avg away back backprop backward
        band banded bands bandwidth barrier base basic batch bcast beam bert bessel best beta
        betainc bfloat bias biased bicubic big bilinear bin binary bincount binomial bit bitcast
        bits bitwise block blocks bool boosted bound boundaries bounded bounding box boxes branch
        breaks broadcast broken bucket bucketize buckets budget buffer build bundle byte bytes
        cache calculate calibration call callback cancel candidate candidates canonical
        cardinality case casefold cast categorical cdf ceil cell center centered chain change
        channel channels character check checkpoint checkpoints cholesky choose chunk chunks class
        classification classifier clear client clip close closed cluster clz code coding collate
        collect collective colocate column columns combine combined combiner communicator compare
        comparison compile complete completed complex component components composite composition
        compress compressed compute concat concatenate cond condition conditional conditioned
        configuration configure conj conjugate conjugated connect const constant constrained
        construction consume contains context contrast contrastv control conv convert convolution
        coo copy copysign core correlation cos cosh count counter counting counts cover create
        creator crop cross csc csr csv csvdataset ctc cube cuda cudnn cum cumprod cumsum
        cumulative current custom cwise dand data dataset datasets dawsn day dbackprop deadline
        debug decode decoder decompress deconv dedup deduplication deep def default defun delete
        dense densify depth depthwise deq dequantize dequeue descent deserialize destroy det
        determinant deterministic detokenize device dgrad diag diff difference digamma dilated
        dilation dim dimension dims direct directed disable disconnect discount distance distorted
        distributed distribution div divide dot double down dper draw drop dropout dtensor dtype
        dummy dump dwith dynamic dynamics eager edge edit eig eigen eigh einsum element elements
        elementwise elias elu embed embedding embeddings empty enabled encode encoder end engine
        enqueue ensemble ensure enter entropy enum epsilon equal erase erf erfc erfinv error
        errors estimator euclidean eval event every example examples execute existing exit exp
        expand experimental expint expm exponential export extract fact factor fails failure fake
        false farm fast fastest fdo feature features fetch fft fifo fifoqueue file filename files
        filespec fill filter filtered final finalize find fingerprint finished finite first five
        fixed flat flatten flex flip float floor flow flush fold for forest format forward fprint
        fraction fractional frame frames frequency fresnel from ftrl ftrlparameters full func
        function fused future gains gamma gather gathered gelu generate generator geq get glimpse
        global grad gradient gradients graph greater greedy group grouped gru guarantee half
        hamming handle handles hard has hash hashed hashing hashtable header heartbeat height
        helper hessian hidden histo histogram hits host hosts hot hsv hub hue hybrid hypot
        identity ifft igamma igammac ignore imag image images immutable import incomplete
        increment index indexed indices inf infeed inference info init initialization initialize
        initialized initializer inner inplace input inputs insert inside instance int integer
        interleave internal interop interval into intra ints inv inverse invert ipu irfft isotonic
        item items iter iteration iterator jagged jit join jpeg jsonexample jxl keras kernel key
        keys kmc kmeans kth kunique kwith label labels last latency launch layer layers ldaexp
        leaky learned least left legacy length leq less lgamma light like likelihood lin line
        linear linspace list lists lite load local lock log logarithm logdet logical logistic
        logit logits logp logsumexp lookup loop loss lower lowest lrn lrngrad lstm make many map
        mapped mask mat match matching matmul matrices matrix max maximum mdladagrad mean median
        memory merge mergeable mesh message metadata method mfcc microfrontend min minibatch
        minibatches minimum mirror mish mismatch mixed mkl mod mode model module momentum
        morphology mul multi multinomial multiplication multiply mutable mutex name names
        namespace nan native nccl nccle nce ndtri nearest neg negative neighbor neighbors neq
        nested new next nextafter ngrad ngram ngrams nin nints nll nnz non none norm normal
        normalization normalize normalized normalizes not npolymorphic nth num number numeric
        numerics nwith offset offsets old older one onehot ones only operation ops optimization
        optimize optimizer optimizers optional options order ordered ordering out outfeed output
        outputs outside overlap overlaps override pack pad padded padding pair parallel
        parallelism parallelize param parameter parameterized parameters params parse part partial
        partition partitioned partitioner passthrough patches path peek per permutation permute
        phase physical piece pinned placeholder placement plugin plus png point poisson polygamma
        polymorphic pool pooling pop populate population pos positive pow power precision predict
        prefer prefetch prefix prelinearize prelinearized prelu preprocess prev prevent previous
        print priority private probability prod produced product profile program projective
        proposals proto protobuf proximal prune push qint quality quant quantile quantiles
        quantization quantize quantized queue quint rademacher ragged raise random range rank rate
        ratio raw read reader ready real rebatch reciprocal reconstruct record records rect
        rectify recv reduce reduced reducer reduction ref refresh refs regex region register
        regression regularized reinterpret reject relative relayout relu relus rem remainder remap
        remapping remote remove reorder repeat replace replica replicate replicated requantization
        requantize required requires resample rescale reserve reserved reset reshape reshard
        reshuffle resize resized resource restore restrict result rethrow retrieve return
        returning retval reverse rewrite rfft rgb right rint risc rms rmsprop rng rnn robin roll
        rolled root rot rouge round row rows rpc rsqrt run sample sampled sampler sampling
        saturate saturation save saver scalar scale scaled scan scatter schedule scope scoped
        score script sdca search seed segment segments select selector self selu send sentence
        sentencepiece separable seq sequence serializable serialize serialized serializer server
        service session set sets sgd shape shaped shapes shard sharded sharding shared shift short
        shot shrink shuf shuffle shuffled shuffling shutdown sigmoid sign signed simple simpleml
        sin single sinh size sizes skip skipgram sleep slice slices sliding slogdet slot snapshot
        sobol soft softmax softplus softsign solve some sort sorted source space spacify span
        sparse spatial spawn spectrogram spence split splits splitter spmd sql sqrt square squared
        squeeze stack stacked stacks stage standard start state stateful stateless states static
        statistic statistics stats status std step stitch stochastic stop store str stream stride
        strided string strings strip strong struct structured stub sub substr substring substrings
        subtract subtraction succeeded sufficient sum summaries summarize summary suppression svd
        swap swish switch symbolic sync system table take tan tanh task teacher temporary tensor
        tensors test text than this thread threadpool threads three threshold tile time timestamp
        token tokenize tokenizer tokens top topk total tpu trace train training transcode
        transform transformer translate transpose transposed tree trees triangular tridiagonal
        trigger true trunc truncate truncated tuple twice two type unary unbatch unbatched
        uncompress under unicode uniform unigram union unique units universal unpack unravel
        unsafe unsorted unspecified unsqueeze unstack unstage unwrap update upper upsample
        upsampling url use using utf utfs valid value values var variable variables variadic
        variance variant vars vec vector version view vocab volume wait warp wav weak web weight
        weighted weights where while whitespace whole width window windowed with word wordpiece
        wordpieces words work worker wrap wrapped write writer xdivy xent xla xlog xlogy xor
        yggdrasil yogi zero zeros zeta zip
        """)

    /// Whether a name has a word that TensorFlow's own operators do not have.
    static func isForeign(_ name: String) -> Bool {
        // `Addons>Image` and the loaders' `_`-names are of known libraries and of the runtime.
        guard !name.hasPrefix("_"), !name.contains(">") else { return false }
        let words = CallableWords.words(name).map { $0.lowercased() }.filter { $0.count > 2 }
        return words.contains { !known.contains($0) && !hasKnownStart($0) }
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
