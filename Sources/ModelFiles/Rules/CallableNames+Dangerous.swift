/// Names of callables that do more than make data.
///
/// Sources: the Python standard library's index; CVE and GHSA entries on pickle scanners.
extension CallableNames {
    /// Modules nothing of which belongs in a model: they run programs and code, open files and
    /// connections, import, or look into the interpreter.
    static let dangerousModules = NameTable(
        """
        threading tempfile unittest langchain_experimental langchain_community azure GPUtil os
        posix nt subprocess pty commands popen2 shutil sys importlib imp runpy code codeop pdb bdb
        profile cProfile trace timeit doctest ctypes _ctypes cffi socket _socket ssl _ssl asyncio
        multiprocessing signal webbrowser urllib urllib2 http ftplib smtplib poplib imaplib
        nntplib telnetlib xmlrpc socketserver requests aiohttp httpx httplib2 pycurl paramiko
        fabric pexpect ptyprocess sh delegator plumbum invoke psutil pickle _pickle cPickle
        cloudpickle dill marshal shelve dbm sqlite3 _sqlite3 tarfile zipfile zipimport pkgutil
        pydoc builtins __builtin__ __builtins__ io _io codecs distutils setuptools pip ensurepip
        venv site sitecustomize usercustomize test idlelib lib2to3 IPython ipykernel
        _posixsubprocess _interpreters _xxsubinterpreters _testcapi _osx_support _aix_support
        _pyrepl linecache fileinput _imp _frozen_importlib _frozen_importlib_external _bootstrap
        pyximport Cython yaml jinja2 mako numexpr sympy bottle flask django nturl2path atexit
        faulthandler tracemalloc readline rlcompleter mmap fcntl resource syslog winreg _winapi
        msvcrt msilib websocket websockets ftputil boto3 botocore google.cloud docker kubernetes
        pyautogui pynput langchain langchain_core jsonpickle joblib.externals.cloudpickle execnet
        pyrasite _pickle5 pickle5 hickle klepto diskcache pexpect.popen_spawn smbclient ldap3 dns
        impacket nose pytest _pytest hypothesis zmq twisted tornado celery rq pyinstaller
        PyInstaller nuitka cppyy rpy2 jpype py4j pythonnet clr win32com win32api pywin32
        numba.pycc weave asyncore asynchat smtpd wsgiref cgi cgitb mailbox compileall py_compile
        modulefinder pyclbr zipapp pipes spwd pwd grp termios tty curses _curses tkinter _tkinter
        turtledemo selectors select gzip bz2 lzma _bz2 _lzma shlex _signal _thread
        _multiprocessing _posixshmem _overlapped _scproxy _msi _dbm _gdbm _tracemalloc _asyncio
        _lsprof _symtable symtable _interpqueues _interpchannels _xxinterpchannels
        concurrent.interpreters interpreters _sitebuiltins _testinternalcapi _testmultiphase
        _bootlocale _bootsubprocess _pyio _sysconfig sysconfig nis ossaudiodev pickletools bsddb
        dumbdbm anydbm whichdb gdbm dbhash httplib urllib3.request BaseHTTPServer SimpleHTTPServer
        CGIHTTPServer DocXMLRPCServer SimpleXMLRPCServer xmlrpclib SocketServer cookielib
        robotparser thread ihooks imputil rexec Bastion sgmllib macpath mhlib fsspec s3fs gcsfs
        adlfs smart_open pooch gdown wget kaggle urlgrabber grpc grpcio thrift pyro4 Pyro4 Pyro5
        rpyc execjs js2py pyduktape quickjs RestrictedPython asteval simpleeval evalidate bytecode
        codetransformer byteplay pyinstrument line_profiler memory_profiler ipdb pudb pydevd
        debugpy rpdb wdb kombu dramatiq huey apscheduler fire click_shell prompt_toolkit xonsh
        sarge envoy subprocess32 subprocess_tee command_runner shellescape asyncssh spur netmiko
        nornir ansible ansible_runner salt fabric2 mitogen pip_api pipenv poetry conda mamba hatch
        hatchling flit_core wheel pkg_resources easy_install setuptools_scm genshi chameleon
        Cheetah pystache tenjin wheezy pybars gevent eventlet greenlet geventwebsocket trio anyio
        uvloop curio gradio streamlit dash panel bokeh voila uvicorn gunicorn waitress starlette
        fastapi sanic aiohttp_jinja2 hypercorn quart sqlalchemy pymysql MySQLdb psycopg2 psycopg
        pymongo redis cassandra elasticsearch pyodbc cx_Oracle duckdb peewee selenium playwright
        pyppeteer mechanize scrapy webdriver_manager kazoo consul etcd3 nats pika stomp paho scapy
        pcap dpkt pyshark shodan censys pwn pwntools pwnlib ropper keystone capstone unicorn frida
        ctypeslib pyffi cython pythran pyopencl pycuda numba.core llvmlite scipy.weave
        blaze.compute srsly.cloudpickle uproot4 zodbpickle ZODB zope persistent shelve2
        pickleshare picklemagic dill._dill serpent yaml_loader ruamel oyaml pyyaml torch_xla.utils
        comet_ml wandb mlflow clearml neptune sacred ray dask.distributed distributed
        dask.multiprocessing billiard multiprocess pathos loky mpi4py horovod pebble ipyparallel
        torchserve bentoml seldon_core kserve cortex openai anthropic llama_index litellm pyspark
        sparkmagic koalas findspark nbconvert nbformat papermill jupyter_client jupyter_core
        notebook keyring getpass secretstorage win32crypt browser_cookie3 watchdog inotify
        pyinotify daemon daemonize supervisor pywinauto uiautomation macropy pyth pypy
        _cffi_backend cffi_backend lupa matlab oct2py sas7bdat saspy stata_kernel javabridge
        onnxruntime.capi gdb lldb operator _operator user base64 binascii quopri uu binhex gc inspect
        tabnanny aifc sunau wave sndhdr imghdr filecmp glob mailcap netrc pstats turtle sched
        antigravity mimetypes gettext xml plistlib configparser xdrlib git pygit2
        dulwich comtypes dukpy hglib svn pyo3 nvidia.dali.plugin omegaconf.resolvers
        contextlib.ExitStack contextlib.AsyncExitStack torch.jit.annotations tensorrt urllib3
        win32process win32pipe win32event win32service pythoncom pywintypes System java javax
        objc AppKit Foundation jnius androidhelper js pyodide browser openvino tvm
        torch._C._distributed_c10d torch.fx._lazy_graph_module torch.utils.data._utils
        tensorflow.python.util.lazy_loader tensorflow.python.util.dispatch
        """)

    /// Parts of libraries whose own classes are allowed: these load, run, compile or fetch.
    static let dangerousSubmodules = NameTable(
        """
        torch.utils.cpp_extension torch.hub torch._inductor torch._dynamo torch.package
        torch.multiprocessing torch.distributed.rpc torch.distributed.elastic
        torch.distributed.launch torch.distributed.run torch.distributed.launcher torch.ops
        torch.classes torch._ops torch._classes torch.utils.model_zoo torch.utils.bottleneck
        torch.utils.collect_env torch.utils.data.datapipes torch.testing torch.library
        torch._library torch._export torch.export torch._jit_internal torch.utils._config_module
        torch.utils.hipify torch.utils._cpp_extension_versioner torch.utils.tensorboard
        torch.utils.show_pickle torch.utils.dlpack torch.utils.file_baton torch.utils._triton
        torch.utils._python_dispatch torch.fx.graph_module torch.fx.experimental
        torch.fx.interpreter torch.fx._symbolic_trace torch.fx.passes torch.jit.frontend
        torch.jit._script torch.jit._serialization torch.jit.unsupported_tensor_ops
        torch.jit._recursive torch.onnx torch._C._jit torch._lazy torch._functorch
        torch.cuda.jiterator torch.profiler torch.autograd.profiler torch.backends torch._appdirs
        torch._utils_internal torch._sources torch._weights_only_unpickler torch._import_utils
        torch.utils._import_utils torch.utils.benchmark torch.utils.throughput_benchmark
        torch.utils.mobile_optimizer torch.utils.viz torch.compiler torch.distributed.checkpoint
        torch.serialization torch._strobelight torch._logging torch._vendor torch._prims_common
        torch._higher_order_ops torch._guards torchvision.datasets torchaudio.datasets
        torchtext.datasets torchtext.utils torchvision.io torchaudio.utils torchvision.extension
        numpy.f2py numpy.distutils numpy.testing numpy.ctypeslib numpy.lib.npyio
        numpy.lib._npyio_impl numpy.lib.format numpy.lib._format_impl numpy.lib.utils
        numpy.lib._utils_impl numpy._pytesttester numpy.compat numpy.__config__
        numpy.lib._datasource numpy.linalg.lapack_lite numpy._build_utils
        numpy._core._multiarray_tests numpy.core._multiarray_tests pandas.io
        pandas.core.computation pandas.util pandas.compat pandas.testing pandas._testing
        pandas.plotting scipy.io scipy.weave scipy._lib._ccallback scipy._lib._testutils
        scipy._lib._uarray scipy.datasets scipy.misc scipy._build_utils scipy.LowLevelCallable
        sklearn.datasets sklearn.externals sklearn.utils._testing sklearn.utils.parallel
        sklearn._build_utils sklearn.setup sklearn.__check_build joblib.memory joblib.parallel
        joblib.externals joblib.numpy_pickle joblib.numpy_pickle_utils joblib.func_inspect
        joblib._store_backends joblib.disk joblib.pool joblib.executor joblib._memmapping_reducer
        joblib._parallel_backends joblib.hashing joblib.compressor joblib.testing
        transformers.dynamic_module_utils transformers.utils.hub transformers.utils.import_utils
        transformers.testing_utils transformers.file_utils transformers.utils.chat_template_utils
        transformers.commands transformers.tools transformers.agents
        transformers.convert_graph_to_onnx transformers.onnx transformers.integrations
        transformers.hf_api transformers.modelcard huggingface_hub datasets.load datasets.builder
        datasets.download datasets.utils.file_utils datasets.utils._dill
        diffusers.utils.dynamic_modules_utils diffusers.pipelines.pipeline_loading_utils
        diffusers.loaders accelerate.commands accelerate.launchers accelerate.test_utils
        peft.utils.save_and_load tensorflow.python.framework.load_library
        tensorflow.python.ops.script_ops tensorflow.python.ops.gen_script_ops
        tensorflow.python.ops.io_ops tensorflow.python.ops.gen_io_ops tensorflow.io
        tensorflow.python.lib.io tensorflow.python.platform tensorflow.python.saved_model
        tensorflow.python.tools tensorflow.python.debug tensorflow.python.autograph
        tensorflow.python.eager.context tensorflow.python.client tensorflow.python.training.saver
        tensorflow.python.profiler tensorflow.python.data.ops tensorflow.python.summary
        tensorflow.contrib tensorflow.compat.v1.io tensorflow.io.gfile tensorflow.gfile
        tensorflow.raw_ops tensorflow.saved_model tensorflow.lite tensorflow.sysconfig
        tensorflow.test tensorflow.tools tensorflow.distribute tensorflow.profiler
        tensorflow.debugging tensorflow.summary tensorflow.autograph keras.utils.data_utils
        keras.utils.io_utils keras.src.utils.file_utils keras.src.utils.io_utils keras.src.saving
        keras.saving keras.src.legacy.saving keras.utils.file_utils keras.src.export keras.export
        keras.datasets keras.src.datasets keras.utils.generic_utils keras.src.utils.python_utils
        keras.utils.python_utils keras.src.utils.dataset_utils keras.utils.dataset_utils
        keras.src.utils.image_utils keras.utils.image_utils keras.config keras.src.backend.config
        keras.wrappers jax.experimental.host_callback jax.experimental.io_callback
        jax._src.callback jax._src.interpreters jax._src.cloud_tpu_init jax.debug jax.distributed
        jax.pure_callback jaxlib.xla_client jax.profiler flax.serialization
        flax.training.checkpoints orbax.checkpoint nltk.data nltk.downloader nltk.app
        nltk.tag.stanford nltk.parse nltk.internals nltk.classify.weka spacy.cli gensim.downloader
        gensim.models.wrappers gensim.test statsmodels.iolib statsmodels.datasets
        networkx.readwrite networkx.drawing pyarrow.fs pyarrow.plasma pyarrow.dataset
        pyarrow.parquet pyarrow.serialization polars.io lightning.fabric pytorch_lightning.cli
        lightning.pytorch.cli pytorch_lightning.utilities.cli pytorch_lightning.utilities.cloud_io
        lightning_fabric.utilities.cloud_io lightning.app matplotlib.cbook matplotlib.animation
        matplotlib.texmanager matplotlib.dviread matplotlib.style matplotlib.testing
        matplotlib.font_manager PIL.ImageMath PIL.ImageShow PIL.ImageGrab PIL.EpsImagePlugin
        cv2.dnn cv2.utils skimage.io skimage.data imageio dask.delayed dask.bag dask.dataframe
        cupy.RawKernel cupy.RawModule cupy.cuda cupyx.jit onnx.external_data_helper onnx.hub
        onnx.utils onnxruntime.tools deepspeed.ops deepspeed.launcher fairseq.checkpoint_utils
        fairseq.file_utils omegaconf.OmegaConf.load hydra.utils hydra._internal hydra.core
        mmcv.runner mmengine.fileio detectron2.utils ultralytics.utils.downloads
        ultralytics.utils.checks ultralytics.hub fastcore.parallel fastcore.script fastcore.net
        espnet.utils espnet2.bin allennlp.common.file_utils allennlp.commands flair.file_utils
        stable_baselines3.common.save_util gym.envs.registration gymnasium.envs.registration
        geopandas.io paddle.utils.cpp_extension paddle.utils.download paddle.hub
        paddle.framework.io paddle.distributed mxnet.gluon.utils mxnet.test_utils mxnet.operator
        mxnet.library mxnet.rtc autogluon.common.loaders autogluon.core.utils pmdarima.datasets
        concurrent.futures.process concurrent.futures.thread email.generator email.message
        logging.config logging.handlers json.tool encodings.rot_13 xml.sax xml.dom
        xml.etree.ElementInclude html.parser2 unittest.mock importlib_metadata importlib_resources
        """)

    /// Callables of known libraries that run code or load files, though their words do not say it.
    static let dangerous = NameTable(
        """
        scipy.LowLevelCallable transformers.pipeline transformers.pipelines.pipeline
        logging.basicConfig matplotlib.pyplot.savefig polars.read_ipc cv2.VideoCapture
        torch._dynamo.guards.GuardBuilder.get
        torch.utils.data.datapipes.utils.decoder.basichandlers
        torch.fx.graph_module._forward_from_src torch.package.PackageImporter
        torch.package.package_importer.PackageImporter torch.utils.cpp_extension.load_inline
        torch.fx.graph_module._deserialize_graph_module torch.fx.graph_module.reduce_graph_module
        torch.fx.graph_module.reduce_package_graph_module types.FunctionType types.CodeType
        types.LambdaType types.MethodType types.ModuleType types.new_class types.coroutine
        types.DynamicClassAttribute functools.partial functools.reduce functools.partialmethod
        itertools.starmap itertools.accumulate itertools.groupby itertools.takewhile
        itertools.filterfalse logging.FileHandler logging.config.listen logging.config.dictConfig
        logging.config.fileConfig logging.handlers.SocketHandler logging.handlers.HTTPHandler
        pathlib.Path.write_text pathlib.Path.unlink pathlib.Path.read_text
        numpy.testing._private.utils.runstring collections._sys weakref.finalize random._os
        uuid._os re._sys enum._sys uuid._get_command_stdout uuid._popen random.Random.__reduce__
        typing._eval_type typing.get_type_hints pandas.io.pickle.read_pickle
        pandas.io.common.get_handle pandas.io.sql.read_sql pandas.eval
        pandas.core.frame.DataFrame.query pandas.core.computation.expr.Expr numpy.lib.npyio.load
        numpy.load numpy.memmap.tofile numpy.ndarray.tofile numpy.savetxt numpy.save
        huggingface_hub.hf_hub_download huggingface_hub.snapshot_download keras.utils.get_file
        keras.src.utils.file_utils.get_file keras.utils.data_utils.get_file
        tensorflow.keras.utils.get_file keras.layers.Lambda tensorflow.io.write_file
        tensorflow.io.read_file tensorflow.py_function tensorflow.numpy_function
        tensorflow.raw_ops.PyFunc dataclasses.make_dataclass dataclasses._create_fn
        collections.namedtuple.__new__ string.Formatter.format string.Formatter tempfile.mktemp
        threading.Timer matplotlib.cbook._exec_code statsmodels.iolib.smpickle.load_pickle
        joblib.memory.Memory nltk.data.load nltk.downloader.download spacy.cli.download
        torch.multiprocessing.spawn torch.distributed.rpc.rpc_sync torch.hub.load torch.load
        PIL.Image.open cv2.imwrite PIL.ImageMath.eval torch.jit.CompilationUnit
        torch._C.CompilationUnit torch.distributed.TCPStore numpy.memmap numpy.DataSource
        numpy.lib._datasource.DataSource numpy.lib.npyio.DataSource pandas.HDFStore
        pandas.ExcelWriter dask.distributed.Client tensorflow.io.gfile.GFile
        torch.utils.tensorboard.SummaryWriter torch.classes.load_library torch.jit._script.script
        torch.jit.script torch._export.load torch.export.load uuid._ifconfig_getnode
        uuid._arp_getnode uuid._lanscan_getnode uuid._netstat_getnode uuid._ip_getnode
        uuid._ipconfig_getnode uuid.getnode pathlib.Path.write_bytes pathlib.Path.read_bytes
        pathlib.Path.open pathlib.Path.rename pathlib.Path.replace pathlib.Path.rmdir
        pathlib.Path.touch pathlib.Path.mkdir pathlib.Path.symlink_to pathlib.Path.hardlink_to
        pathlib.Path.chmod pathlib.PosixPath.write_text pathlib.PosixPath.write_bytes
        pathlib.PosixPath.unlink pathlib.PosixPath.open pathlib.PosixPath.read_text
        collections._eq collections._itemgetter types.prepare_class types.resolve_bases
        types.CellType types.FrameType types.TracebackType types.BuiltinFunctionType
        types.MethodWrapperType types.CapsuleType enum.property string.Formatter.vformat
        string.Formatter.get_field typing.ForwardRef._evaluate typing.ForwardRef
        typing.evaluate_forward_ref dataclasses.field dataclasses._FuncBuilder
        copyreg.add_extension copyreg.pickle copyreg.remove_extension
        copyreg.__newobj__.__globals__ functools.singledispatch functools.cached_property
        weakref.proxy numpy.fromregex numpy.genfromtxt numpy.loadtxt numpy.savez
        numpy.savez_compressed numpy.source numpy.vectorize.__call__ numpy.core.records.fromfile
        pandas.read_pickle pandas.read_json pandas.read_html pandas.read_sql pandas.read_xml
        pandas.read_hdf pandas.DataFrame.to_pickle pandas.DataFrame.to_csv pandas.DataFrame.eval
        pandas.DataFrame.query pandas.core.frame.DataFrame.eval
        pandas.core.generic.NDFrame.to_pickle pandas.core.generic.NDFrame.to_csv pandas.to_pickle
        torch.save torch.compile torch._C._jit_compile torch._C.import_ir_module
        torch._C._import_ir_module_from_package torch._C.PyTorchFileReader
        torch._C.PyTorchFileWriter torch.from_file torch.UntypedStorage.from_file
        torch.UntypedStorage._new_shared_filename_cpu torch.FloatStorage.from_file
        torch.storage.UntypedStorage.from_file torch.storage._StorageBase.from_file
        torch.utils.data.DataLoader.__iter__ torch.jit.load torch.jit.save torch.jit.trace
        torch.overrides.wrap_torch_function torch.nn.Module.load_state_dict
        torch.utils.checkpoint.checkpoint tensorflow.load_op_library tensorflow.load_library
        tensorflow.py_func tensorflow.eager_py_func tensorflow.compat.v1.py_func
        tensorflow.keras.models.load_model tensorflow.keras.layers.Lambda
        keras.src.layers.core.lambda_layer.Lambda keras.layers.core.Lambda
        keras.src.saving.serialization_lib.enable_unsafe_deserialization
        onnxruntime.InferenceSession onnxruntime.SessionOptions.register_custom_ops_library
        onnx.load xgboost.core._load_lib lightgbm.basic._load_lib
        sklearn.utils._show_versions.show_versions jax.pure_callback jax.experimental.io_callback
        jax.experimental.host_callback.call networkx.read_gpickle networkx.write_gpickle
        torchvision.datasets.utils.download_url spacy.load spacy.util.load_model nltk.download
        sympy.parsing.sympy_parser.parse_expr sympy.sympify joblib.Parallel
        keras.layers.TorchModuleWrapper keras.src.utils.torch_utils.TorchModuleWrapper
        dask.base.compute torch.distributed.init_process_group
        torch.distributed.distributed_c10d._tensor_to_object gensim.utils.check_output
        pandas.DataFrame.to_sql pandas.Series.to_csv pandas.Series.to_pickle
        matplotlib.pyplot.switch_backend TTS.api.TTS multiprocessing.Process
        warnings._getcategory dataclasses._process_class dataclasses._init_fn
        dataclasses._repr_fn platform.popen platform._syscmd_file platform._syscmd_ver
        argparse.FileType contextlib.ExitStack contextlib.AsyncExitStack
        """)

    /// Words in a function's name that say it runs, loads, opens or reaches for something.
    static let dangerousWords = NameTable(
        """
        save savefig exec execute executable eval evaluate system popen spawn fork shell
        subprocess command cmd run runs runner runstring call invoke launch compile import
        importer module load loads unpickle pickle unserialize open download urlopen url http
        https request socket connect listen script inject library dlopen dll cdll plugin so remove
        unlink rmtree rmdir delete kill setattr getattr delattr globals breakpoint interact
        debugger callback bash sudo terminal proc daemon unsafe deserialize bytecode injection
        startup hook hooks settrace monkeypatch backdoor payload extractall unpack chmod chown
        mkfifo symlink rename exploit pretrained upload recv requests webbrowser runcode runsource
        runscript runmodule runctx runeval sourceless getoutput getstatusoutput communicate
        writefile savetxt tofile touch mkdir makedirs rmdirs interpreter subinterpreter sandbox
        hijack evalf lambdify dlsym mprotect pager pipe spawnv forkpty openpty getattribute
        methodcaller attrgetter resolver locate imports reimport reload subimport bootstrap
        install uninstall runpy execfile execwrapper jit syscmd setprofile addaudithook loader read write dump
        file files fromfile imread imwrite readline
        readlines writelines delayed submit evaljs readfile writeline scan worker
        workers extension extensions entrypoint
        """)

    /// Words that make even a class of a known library worth stopping at.
    static let dangerousClassWords = NameTable(
        """
        Store TCPStore Writer Reader File GFile Client Source Session Worker Library Unit
        Downloader Download Connection Memory Popen Subprocess Shell Importer Unpickler
        Interpreter Debugger Compiler Launcher Socket Exec Execute Eval Command Cmd Spawn Dlopen
        CDLL Extension Pickler Server Executor Jit
        """)

    /// Names in a path that are modules of the standard library, reached through another module.
    static let reachedModules = NameTable(
        """
        os posix nt sys subprocess shutil socket pty ctypes importlib builtins pickle _pickle
        marshal runpy webbrowser urllib imp commands popen2 multiprocessing pdb pydoc asyncio ssl
        tarfile zipfile _io codecs ftplib smtplib xmlrpc cffi dill cloudpickle gc pkgutil mmap
        sqlite3 atexit linecache zipimport telnetlib psutil threading
        """)

    /// The same, where the module itself is what is taken.
    static let reachedObjects = NameTable(
        """
        os posix nt sys subprocess shutil socket builtins importlib ctypes pickle marshal runpy
        """)

    /// Of them, those that say it even of a library that nobody knows.
    static let programClassWords = NameTable(
        """
        Popen Subprocess Shell Importer Unpickler Interpreter Debugger Launcher Socket Exec
        Execute Eval Command Cmd Spawn Dlopen CDLL Terminal Backdoor Payload Exploit
        """)
}
