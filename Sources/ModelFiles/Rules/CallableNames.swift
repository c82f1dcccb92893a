/// Names of callables, sorted by what calling them does.
///
/// Sources: the Python standard library's index; CVE and GHSA entries on pickle scanners; the
/// reduce functions of the libraries that are allowed.
enum CallableNames {
    static func table(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    /// Modules nothing of which belongs in a model: they run programs and code, open files and
    /// connections, import, or look into the interpreter.
    static let dangerousModules = table(
        """
        os posix nt subprocess pty commands popen2 shutil sys importlib imp runpy code codeop pdb bdb
        profile cProfile trace timeit doctest ctypes _ctypes cffi socket _socket ssl _ssl asyncio
        multiprocessing signal webbrowser urllib urllib2 http ftplib smtplib poplib imaplib nntplib
        telnetlib xmlrpc socketserver requests aiohttp httpx httplib2 pycurl paramiko fabric pexpect
        ptyprocess sh delegator plumbum invoke psutil pickle _pickle cPickle cloudpickle dill marshal
        shelve dbm sqlite3 _sqlite3 tarfile zipfile zipimport pkgutil pydoc operator _operator
        builtins __builtin__ __builtins__ io _io codecs distutils setuptools pip ensurepip venv site
        sitecustomize usercustomize test idlelib lib2to3 IPython ipykernel _posixsubprocess
        _interpreters _xxsubinterpreters _testcapi _osx_support _aix_support _pyrepl linecache fileinput
        _imp _frozen_importlib _frozen_importlib_external _bootstrap pyximport Cython yaml jinja2 mako
        numexpr sympy bottle flask django nturl2path atexit faulthandler tracemalloc readline
        rlcompleter mmap fcntl resource syslog winreg _winapi msvcrt msilib ctypes nt_subprocess
        websocket websockets ftputil boto3 botocore google.cloud docker kubernetes pyautogui pynput
        langchain langchain_core jsonpickle joblib.externals.cloudpickle execnet pyrasite code2flow
        _pickle5 pickle5 hickle klepto diskcache pexpect.popen_spawn smbclient ldap3 dns impacket
        nose pytest _pytest hypothesis zmq twisted tornado celery rq pyinstaller PyInstaller nuitka
        builtin cppyy rpy2 jpype py4j pythonnet clr win32com win32api pywin32 numba.pycc weave
        """)

    /// Modules whose classes and functions hold data, or only work out numbers.
    static let libraries = table(
        """
        collections datetime _datetime decimal _decimal fractions uuid pathlib _pathlib re enum random
        array zoneinfo pytz dateutil numbers string ipaddress calendar time statistics dataclasses
        typing types copyreg _codecs numpy scipy pandas sklearn torch torchvision torchaudio torchtext
        tensorflow keras tf_keras jax jaxlib flax optax haiku xgboost lightgbm catboost transformers
        tokenizers sentence_transformers spacy thinc nltk gensim statsmodels joblib networkx pyarrow
        polars fastai fastcore mxnet paddle pytorch_lightning lightning lightning_fabric torchmetrics
        timm diffusers peft datasets accelerate safetensors omegaconf category_encoders imblearn umap
        hdbscan prophet pmdarima sktime autogluon ultralytics shapely geopandas skorch skimage PIL cv2
        pynndescent mlxtend lifelines arch econml gpytorch botorch pyro stable_baselines3 gym gymnasium
        torch_geometric dgl allennlp flair fairseq espnet speechbrain nemo megatron deepspeed xlearn
        feature_engine dask cupy cudf cuml onnx huggingface_hub detectron2 mmcv mmdet mmengine yolov5
        models sentencepiece treelite interpret shap lime h5py zarr xarray threadpoolctl
        sklearn_pandas sklearn_crfsuite quantile_forest ngboost linearmodels tslearn kneed
        """)

    /// Names that are allowed as they stand, functions most of them.
    static let allowed = table(
        """
        builtins.set builtins.frozenset builtins.list builtins.dict builtins.tuple builtins.int
        builtins.float builtins.complex builtins.bool builtins.str builtins.bytes builtins.bytearray
        builtins.object builtins.slice builtins.range builtins.Ellipsis builtins.NotImplemented
        builtins.reversed builtins.zip builtins.enumerate builtins.iter builtins.NoneType
        builtins.abs builtins.len builtins.max builtins.min builtins.sum builtins.sorted builtins.round
        copyreg._reconstructor copyreg.__newobj__ copyreg.__newobj_ex__ copy_reg._reconstructor
        _codecs.encode re._compile sre_compile.compile datetime.date datetime.time datetime.datetime
        datetime.timedelta datetime.timezone datetime.tzinfo collections.deque collections.defaultdict
        collections.namedtuple array.array array._array_reconstructor time.struct_time
        types.SimpleNamespace types.MappingProxyType types.NoneType types.GenericAlias operator.itemgetter
        _operator.itemgetter itertools.count itertools.repeat itertools.cycle itertools.chain
        functools.cmp_to_key logging.getLogger logging.Logger pytz._UTC pytz._p
        enum._make_class_unpickle io.BytesIO _io.BytesIO io.StringIO _io.StringIO
        dateutil.tz.tz.tzutc dateutil.tz.tz.tzlocal zoneinfo.ZoneInfo._unpickle
        numpy.ndarray numpy.dtype numpy.matrix numpy.recarray numpy.record numpy.ufunc
        numpy.core.multiarray._reconstruct numpy.core.multiarray.scalar numpy.core.numeric._frombuffer
        numpy.core._ufunc_reconstruct numpy.core.records.recarray numpy.core.records.record
        numpy.core._internal._reconstruct numpy.core._dtype._reconstruct numpy.dtypes.VoidDType
        numpy.ma.core._mareconstruct numpy.lib.index_tricks.nd_grid numpy.random.__RandomState_ctor
        numpy.random._pickle.__randomstate_ctor numpy.random._pickle.__generator_ctor
        numpy.random._pickle.__bit_generator_ctor numpy.random.bit_generator.__pyx_unpickle_SeedSequence
        numpy.poly1d numpy.nan numpy.inf numpy.datetime64 numpy.timedelta64
        numpy.core.multiarray.datetime_data numpy.nanmean numpy.nanmedian numpy.mean numpy.median
        numpy.average numpy.sum numpy.prod numpy.min numpy.max numpy.std numpy.var
        scipy.special._ufuncs.expit scipy.special.expit scipy.special.logit scipy.stats._distn_infrastructure.rv_frozen
        scipy.spatial._ckdtree.cKDTree scipy.interpolate._interpolate.interp1d scipy.interpolate.interp1d
        scipy.interpolate.interpolate.interp1d scipy.stats._kde.gaussian_kde scipy.stats.kde.gaussian_kde
        pandas._libs.internals._unpickle_block pandas.core.indexes.base._new_Index
        pandas._libs.tslibs.timestamps._unpickle_timestamp pandas._libs.tslibs.timedeltas._timedelta_unpickle
        pandas.core.indexes.datetimes._new_DatetimeIndex pandas.core.indexes.period._new_PeriodIndex
        pandas._libs.tslibs.nattype._nat_unpickle pandas._libs.tslibs.nattype.__nat_unpickle
        pandas._libs.interval._unpickle_interval pandas._libs.tslibs.period._unpickle_period
        pandas.core.internals.managers.BlockManager pandas.core.internals.blocks.new_block
        pandas._libs.missing.C_NAType pandas.NA pandas.NaT pandas._libs.missing.NA
        sklearn.neighbors._dist_metrics.newObj sklearn.metrics._dist_metrics.newObj
        sklearn.neighbors._kd_tree.newObj sklearn.neighbors._ball_tree.newObj
        sklearn.neighbors._kd_tree.newObj64 sklearn.pipeline._transform_one
        sklearn.feature_extraction.text.strip_accents_unicode
        joblib.numpy_pickle.NumpyArrayWrapper joblib.numpy_pickle.NDArrayWrapper
        joblib.numpy_pickle_compat.NDArrayWrapper joblib.numpy_pickle_compat.ZNDArrayWrapper
        torch.device torch.Size torch.dtype torch.layout torch.memory_format torch.finfo torch.Generator
        torch._utils._rebuild_tensor torch._utils._rebuild_tensor_v2 torch._utils._rebuild_tensor_v3
        torch._utils._rebuild_parameter torch._utils._rebuild_parameter_with_state
        torch._utils._rebuild_qtensor torch._utils._rebuild_sparse_tensor
        torch._utils._rebuild_sparse_csr_tensor torch._utils._rebuild_device_tensor_from_numpy
        torch._utils._rebuild_device_tensor_from_cpu_tensor torch._utils._rebuild_meta_tensor_no_storage
        torch._utils._rebuild_wrapper_subclass torch._utils._rebuild_nested_tensor
        torch._utils._rebuild_xla_tensor torch._tensor._rebuild_from_type torch._tensor._rebuild_from_type_v2
        torch.serialization._get_layout torch.jit._pickle.restore_type_tag
        torch.jit._pickle.build_intlist torch.jit._pickle.build_tensorlist torch.jit._pickle.build_doublelist
        torch.jit._pickle.build_boollist torch.jit._pickle.build_tensor_from_id
        torch.nn.functional.relu torch.nn.functional.gelu torch.nn.functional.silu torch.nn.functional.softmax
        torch.nn.functional.leaky_relu torch.nn.functional.elu torch.nn.functional.sigmoid
        torch.nn.functional.tanh torch.nn.functional.mish torch.nn.functional.hardtanh torch.relu torch.tanh torch.sigmoid
        torch.nn.init.xavier_uniform_ torch.nn.init.kaiming_normal_ torch.nn.init.xavier_normal_
        torch.fx.Proxy torch.bfloat16 torch.bits8
        transformers.activations.gelu_new transformers.activations.gelu nltk.tokenize.word_tokenize
        xgboost.core.Booster xgboost.sklearn.XGBClassifier catboost.core._CatBoost
        tensorflow.python.framework.tensor_shape.as_shape keras.saving.pickle_utils.deserialize_model_from_bytecode
        """)

    /// Words in a function's name that say it runs, loads, opens or reaches for something.
    static let dangerousWords = table(
        """
        exec execute executable eval evaluate system popen spawn fork shell subprocess command cmd run runs
        runner runstring call invoke launch compile import importer module load loads loader unpickle pickle
        unserialize open download urlopen url http https request socket connect listen script inject
        library dlopen dll cdll plugin so remove unlink rmtree rmdir delete kill setattr getattr delattr
        globals breakpoint interact debugger callback bash sudo terminal process proc daemon unsafe
        deserialize bytecode injection startup hook hooks settrace monkeypatch backdoor payload
        extractall unpack chmod chown mkfifo symlink rename exploit
        """)

    /// Words that make even a class of a known library worth stopping at.
    static let dangerousClassWords = table(
        """
        Store TCPStore Writer Reader File GFile Client Source Session Worker Library Unit Downloader
        Download Connection Memory Popen Subprocess Shell Importer Unpickler Interpreter Debugger Compiler Launcher Socket Exec Execute Eval
        Command Cmd Spawn Dlopen CDLL Extension Pickler Server Executor Jit
        """)

    /// Names in a path that are modules of the standard library, reached through another module.
    static let reachedModules = table(
        """
        os posix nt sys subprocess shutil socket pty ctypes importlib builtins pickle _pickle marshal
        runpy webbrowser urllib imp commands popen2 multiprocessing threading signal code pdb
        pydoc asyncio ssl tarfile zipfile modules
        """)

    /// The same, where the module itself is what is taken.
    static let reachedObjects = table(
        """
        os posix nt sys subprocess shutil socket builtins importlib ctypes pickle marshal runpy
        """)

    /// Callables of known libraries that run code or load files, though their words do not say it.
    static let dangerous = table(
        """
        torch._dynamo.guards.GuardBuilder.get torch.utils.data.datapipes.utils.decoder.basichandlers torch.fx.graph_module._forward_from_src
        torch.package.PackageImporter torch.package.package_importer.PackageImporter
        torch.utils.cpp_extension.load_inline torch.fx.graph_module._deserialize_graph_module
        torch.fx.graph_module.reduce_graph_module torch.fx.graph_module.reduce_package_graph_module
        types.FunctionType types.CodeType types.LambdaType types.MethodType types.ModuleType types.new_class
        types.coroutine types.DynamicClassAttribute functools.partial functools.reduce functools.partialmethod
        itertools.starmap itertools.accumulate itertools.groupby itertools.takewhile itertools.filterfalse
        logging.FileHandler logging.config.listen logging.config.dictConfig logging.config.fileConfig
        logging.handlers.SocketHandler logging.handlers.HTTPHandler pathlib.Path.write_text
        pathlib.Path.unlink pathlib.Path.read_text numpy.testing._private.utils.runstring
        collections._sys weakref.finalize random._os uuid._os re._sys enum._sys
        uuid._get_command_stdout uuid._popen random.Random.__reduce__ typing._eval_type typing.get_type_hints
        pandas.io.pickle.read_pickle pandas.io.common.get_handle pandas.io.sql.read_sql pandas.eval
        pandas.core.frame.DataFrame.query pandas.core.computation.expr.Expr
        numpy.lib.npyio.load numpy.load numpy.memmap.tofile numpy.ndarray.tofile numpy.savetxt numpy.save
        huggingface_hub.hf_hub_download huggingface_hub.snapshot_download keras.utils.get_file
        keras.src.utils.file_utils.get_file keras.utils.data_utils.get_file tensorflow.keras.utils.get_file
        keras.layers.Lambda tensorflow.io.write_file tensorflow.io.read_file tensorflow.py_function
        tensorflow.numpy_function tensorflow.raw_ops.PyFunc dataclasses.make_dataclass dataclasses._create_fn
        collections.namedtuple.__new__ string.Formatter.format string.Formatter tempfile.mktemp
        threading.Timer matplotlib.cbook._exec_code statsmodels.iolib.smpickle.load_pickle
        joblib.memory.Memory nltk.data.load nltk.downloader.download spacy.cli.download
        torch.multiprocessing.spawn torch.distributed.rpc.rpc_sync torch.hub.load torch.load
        PIL.Image.open cv2.imwrite PIL.ImageMath.eval torch.jit.CompilationUnit
        torch._C.CompilationUnit torch.distributed.TCPStore numpy.memmap numpy.DataSource
        numpy.lib._datasource.DataSource numpy.lib.npyio.DataSource pandas.HDFStore
        pandas.ExcelWriter dask.distributed.Client tensorflow.io.gfile.GFile
        torch.utils.tensorboard.SummaryWriter torch.classes.load_library
        torch.jit._script.script torch.jit.script torch._export.load torch.export.load
        """)
}
