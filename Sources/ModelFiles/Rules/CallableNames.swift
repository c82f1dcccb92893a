/// Names of callables that make data, and of the modules they are in.
///
/// Sources: the reduce functions of the libraries that are allowed.
enum CallableNames {
    /// Modules whose classes hold data or only work out numbers.
    static let libraries = NameTable(
        """
        collections datetime _datetime decimal _decimal fractions uuid pathlib _pathlib re enum
        random array zoneinfo pytz dateutil numbers string ipaddress calendar time statistics
        dataclasses typing types copyreg _codecs numpy scipy pandas sklearn torch torchvision
        torchaudio torchtext tensorflow keras tf_keras jax jaxlib flax optax haiku xgboost
        lightgbm catboost transformers tokenizers sentence_transformers spacy thinc nltk gensim
        statsmodels joblib networkx pyarrow polars fastai fastcore mxnet paddle pytorch_lightning
        lightning lightning_fabric torchmetrics timm diffusers peft datasets accelerate
        safetensors omegaconf category_encoders imblearn umap hdbscan prophet pmdarima sktime
        autogluon ultralytics shapely geopandas skorch skimage PIL cv2 pynndescent mlxtend
        lifelines arch econml gpytorch botorch pyro stable_baselines3 gym gymnasium
        torch_geometric dgl allennlp flair fairseq espnet speechbrain nemo megatron deepspeed
        xlearn feature_engine dask cupy cudf cuml onnx huggingface_hub detectron2 mmcv mmdet
        mmengine yolov5 sentencepiece treelite interpret shap lime h5py zarr xarray threadpoolctl
        sklearn_pandas sklearn_crfsuite quantile_forest ngboost linearmodels tslearn kneed
        argparse queue itertools functools math cmath bisect heapq abc weakref copy hashlib srsly
        cymem preshed murmurhash blis wasabi catalogue pydantic attr attrs traitlets tqdm
        onnxruntime open_clip whisper TTS pydub librosa soundfile resampy tensorflow_probability
        tensorflow_addons keras_nlp keras_cv keras_hub mamba_ssm xformers bitsandbytes auto_gptq
        awq optimum trl evaluate seqeval rouge_score sacrebleu sacremoses ftfy regex inflect
        phonemizer jieba fugashi pyphen cycler matplotlib seaborn plotly ignite catalyst tabpfn
        pytorch_tabnet tabnet lightgbm_ray fasttext annoy faiss hnswlib nmslib implicit surprise
        lightfm dgllife rdkit openbabel ase pymatgen deepchem Bio anndata scanpy scvi monai
        nibabel SimpleITK torchio einops pytorchvideo decord av mediapipe dlib face_recognition
        insightface easyocr paddleocr pyannote asteroid_filterbanks asteroid torch_audiomentations
        julius resemblyzer df demucs openunmix spleeter crepe basic_pitch models
        """)

    static let numericRoots = NameTable("numpy scipy sklearn pandas")

    /// Modules all of whose functions only work out numbers.
    static let pureModules = NameTable(
        """
        torch.nn.functional torch.nn.init torch._C._nn torch.special torch.linalg torch.fft
        torch.optim.lr_scheduler numpy.linalg numpy.fft numpy.core.fromnumeric numpy.core.numeric
        numpy.core.umath numpy._core.umath numpy.ma.core numpy.lib.function_base
        numpy.lib.nanfunctions numpy.lib.shape_base numpy.core._multiarray_umath scipy.special
        scipy.special._ufuncs scipy.special._logsumexp scipy.special._basic scipy.spatial.distance
        scipy.stats._stats_py scipy.stats.stats scipy.linalg scipy.sparse.linalg scipy.interpolate
        math cmath statistics bisect heapq _bisect _heapq sklearn.metrics
        sklearn.feature_selection sklearn.preprocessing sklearn.gaussian_process
        sklearn.linear_model sklearn.tree sklearn.ensemble sklearn.model_selection
        sklearn.feature_extraction sklearn.decomposition sklearn.neighbors sklearn.covariance
        sklearn.cluster sklearn.compose sklearn.manifold sklearn.impute sklearn.svm
        sklearn.utils.validation keras.activations keras.initializers keras.losses keras.metrics
        keras.regularizers keras.src.activations keras.src.initializers keras.src.losses
        keras.src.metrics keras.src.regularizers keras.src.ops keras.ops keras.backend
        keras.src.backend tensorflow.nn tensorflow.math tensorflow.python.ops.nn_ops
        tensorflow.python.ops.nn tensorflow.python.ops.math_ops tensorflow.python.ops.gen_nn_ops
        jax.nn jax.numpy jax._src.nn.functions optax transformers.activations
        torchvision.transforms.functional category_encoders xgboost.callback lightgbm.callback
        nltk.tokenize nltk.stem scipy._lib.array_api_compat sklearn.externals.array_api_compat
        sklearn.utils._array_api
        """)

    /// Names that are allowed as they stand, functions most of them.
    static let allowed = NameTable(
        """
        builtins.set builtins.frozenset builtins.list builtins.dict builtins.tuple builtins.int
        builtins.float builtins.complex builtins.bool builtins.str builtins.bytes
        builtins.bytearray builtins.object builtins.slice builtins.range builtins.Ellipsis
        builtins.NotImplemented builtins.reversed builtins.zip builtins.enumerate builtins.iter
        builtins.NoneType builtins.abs builtins.len builtins.max builtins.min builtins.sum
        builtins.sorted builtins.round copyreg._reconstructor copyreg.__newobj__
        copyreg.__newobj_ex__ copy_reg._reconstructor _codecs.encode re._compile
        sre_compile.compile datetime.date datetime.time datetime.datetime datetime.timedelta
        datetime.timezone datetime.tzinfo collections.deque collections.defaultdict
        collections.namedtuple array.array array._array_reconstructor time.struct_time
        types.SimpleNamespace types.MappingProxyType types.NoneType types.GenericAlias
        operator.itemgetter _operator.itemgetter itertools.count itertools.repeat itertools.cycle
        itertools.chain functools.cmp_to_key logging.getLogger logging.Logger pytz._UTC pytz._p
        enum._make_class_unpickle io.BytesIO _io.BytesIO io.StringIO _io.StringIO
        dateutil.tz.tz.tzutc dateutil.tz.tz.tzlocal zoneinfo.ZoneInfo._unpickle numpy.rec.recarray
        numpy.rec.record numpy.ndarray
        numpy.matrixlib.defmatrix.matrix numpy.dtype numpy.matrix numpy.recarray numpy.record
        numpy.ufunc numpy.core.multiarray._reconstruct numpy.core.multiarray.scalar
        numpy.core.numeric._frombuffer numpy.core._ufunc_reconstruct numpy.core.records.recarray
        numpy.core.records.record numpy.core._internal._reconstruct numpy.core._dtype._reconstruct
        numpy.dtypes.VoidDType numpy.ma.core._mareconstruct numpy.lib.index_tricks.nd_grid
        numpy.random.__RandomState_ctor numpy.random._pickle.__randomstate_ctor
        numpy.random._pickle.__generator_ctor numpy.random._pickle.__bit_generator_ctor
        numpy.random.bit_generator.__pyx_unpickle_SeedSequence numpy.poly1d numpy.nan numpy.inf
        numpy.datetime64 numpy.timedelta64 numpy.core.multiarray.datetime_data numpy.nanmean
        numpy.nanmedian numpy.mean numpy.median numpy.average numpy.sum numpy.prod numpy.min
        numpy.max numpy.std numpy.var scipy.special._ufuncs.expit scipy.special.expit
        scipy.special.logit scipy.stats._distn_infrastructure.rv_frozen
        scipy.spatial._ckdtree.cKDTree scipy.interpolate._interpolate.interp1d
        scipy.interpolate.interp1d scipy.interpolate.interpolate.interp1d
        scipy.stats._kde.gaussian_kde scipy.stats.kde.gaussian_kde
        pandas._libs.internals._unpickle_block pandas.core.indexes.base._new_Index
        pandas._libs.tslibs.timestamps._unpickle_timestamp
        pandas._libs.tslibs.timedeltas._timedelta_unpickle
        pandas.core.indexes.datetimes._new_DatetimeIndex
        pandas.core.indexes.period._new_PeriodIndex pandas._libs.tslibs.nattype._nat_unpickle
        pandas._libs.tslibs.nattype.__nat_unpickle pandas._libs.interval._unpickle_interval
        pandas._libs.tslibs.period._unpickle_period pandas.core.internals.managers.BlockManager
        pandas.core.internals.blocks.new_block pandas._libs.missing.C_NAType pandas.NA pandas.NaT
        pandas._libs.missing.NA sklearn.neighbors._dist_metrics.newObj
        sklearn.metrics._dist_metrics.newObj sklearn.neighbors._kd_tree.newObj
        sklearn.neighbors._ball_tree.newObj sklearn.neighbors._kd_tree.newObj64
        sklearn.pipeline._transform_one sklearn.feature_extraction.text.strip_accents_unicode
        joblib.numpy_pickle.NumpyArrayWrapper
        sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper
        sklearn.externals.joblib.numpy_pickle.NDArrayWrapper joblib.numpy_pickle.ZNDArrayWrapper
        joblib.numpy_pickle.NDArrayWrapper joblib.numpy_pickle_compat.NDArrayWrapper
        joblib.numpy_pickle_compat.ZNDArrayWrapper torch.device torch.Size torch.dtype
        torch.layout torch.memory_format torch.finfo torch.Generator torch._utils._rebuild_tensor
        torch._utils._rebuild_tensor_v2 torch._utils._rebuild_tensor_v3
        torch._utils._rebuild_parameter torch._utils._rebuild_parameter_with_state
        torch._utils._rebuild_qtensor torch._utils._rebuild_sparse_tensor
        torch._utils._rebuild_sparse_csr_tensor torch._utils._rebuild_device_tensor_from_numpy
        torch._utils._rebuild_device_tensor_from_cpu_tensor
        torch._utils._rebuild_meta_tensor_no_storage torch._utils._rebuild_wrapper_subclass
        torch._utils._rebuild_nested_tensor torch._utils._rebuild_xla_tensor
        torch._tensor._rebuild_from_type torch._tensor._rebuild_from_type_v2
        torch.serialization._get_layout torch.jit._pickle.restore_type_tag
        torch.jit._pickle.build_intlist torch.jit._pickle.build_tensorlist
        torch.jit._pickle.build_doublelist torch.jit._pickle.build_boollist
        torch.jit._pickle.build_tensor_from_id torch.nn.functional.relu torch.nn.functional.gelu
        torch.nn.functional.silu torch.nn.functional.softmax torch.nn.functional.leaky_relu
        torch.nn.functional.elu torch.nn.functional.sigmoid torch.nn.functional.tanh
        torch.nn.functional.mish torch.nn.functional.hardtanh torch.relu torch.tanh torch.sigmoid
        torch.nn.init.xavier_uniform_ torch.nn.init.kaiming_normal_ torch.nn.init.xavier_normal_
        torch.fx.Proxy torch.bfloat16 torch.bits8 transformers.activations.gelu_new
        transformers.activations.gelu nltk.tokenize.word_tokenize xgboost.core.Booster
        xgboost.sklearn.XGBClassifier catboost.core._CatBoost
        tensorflow.python.framework.tensor_shape.as_shape
        keras.saving.pickle_utils.deserialize_model_from_bytecode argparse.Namespace queue.Queue
        itertools.permutations itertools.combinations itertools.product itertools.islice
        operator.add operator.sub operator.mul operator.truediv operator.floordiv operator.mod
        operator.neg operator.pos operator.abs operator.eq operator.ne operator.lt operator.le
        operator.gt operator.ge operator.and_ operator.or_ operator.xor operator.not_
        operator.contains operator.getitem operator.matmul operator.pow _operator.add
        _operator.sub _operator.mul _operator.truediv _operator.neg _operator.eq _operator.lt
        _operator.gt _operator.getitem operator.concat copy.copy copy.deepcopy
        weakref.WeakKeyDictionary weakref.WeakValueDictionary weakref.WeakSet _weakrefset.WeakSet
        collections.OrderedDict collections.Counter inspect.Signature inspect.Parameter
        inspect._ParameterKind inspect._empty inspect.BoundArguments xml.etree.ElementTree.ElementTree
        configparser.ConfigParser configparser.RawConfigParser typing.TypeVar random.Random _random.Random
        numpy.random.RandomState numpy.random.mtrand.RandomState
        pandas.core.arrays.arrow._arrow_utils.ArrowPeriodType
        pandas._libs.arrays.__pyx_unpickle_NDArrayBacked pandas.io.formats.style.Styler
        xml.etree.ElementTree.Element http.HTTPStatus torch.serialization.MAP_LOCATION
        torch.backends.cudnn.rnn.Unserializable torch.fx.immutable_collections.immutable_list
        torch.fx.immutable_collections.immutable_dict transformers.pipelines.base.Pipeline
        pyarrow.lib.py_buffer pyarrow.lib.type_for_alias pyarrow.lib._restore_array
        pyarrow.lib.chunked_array pyarrow.lib._reconstruct_record_batch
        pyarrow.lib._reconstruct_table pyarrow.lib.schema pyarrow.lib.field pyarrow.lib.list_
        pyarrow.lib.large_list pyarrow.lib.struct pyarrow.lib.dictionary pyarrow.lib.timestamp
        pandas.core.indexes.interval._new_IntervalIndex pandas.arrays.ArrowExtensionArray
        pandas.core.arrays.arrow.array.ArrowExtensionArray pandas.arrays.ArrowStringArray
        matplotlib.font_manager.FontProperties matplotlib.cbook._OrderedSet
        matplotlib.cbook.silent_list matplotlib.cbook._Stack matplotlib.cbook.CallbackRegistry
        matplotlib.cbook.Grouper matplotlib.cbook._exception_printer
        numpy.core._internal._convert_to_stringdtype_kwargs
        """)
}
