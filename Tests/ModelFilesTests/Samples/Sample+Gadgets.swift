@testable import ModelFiles

extension Sample {
    /// Names that run, load, import, write, connect or reach inside, one a line of their kind.
    private static let names = """
        os.system os.popen posix.execve nt.startfile subprocess.run pty.fork commands.getoutput
        _posixsubprocess.fork_exec _winapi.CreateProcess asyncio.create_subprocess_shell
        multiprocessing.Process multiprocessing.util.spawnv_passfds pexpect.spawn sh.Command
        builtins.eval builtins.exec builtins.compile builtins.__import__ builtins.open
        builtins.breakpoint code.interact codeop.compile_command runpy.run_path timeit.timeit
        pdb.runeval bdb.Bdb.run trace.Trace.run cProfile.runctx profile.Profile.run
        doctest.debug_script idlelib.run.Executive.runcode lib2to3.pgen2.grammar.Grammar.loads
        types.FunctionType types.CodeType marshal.loads importlib.reload imp.load_dynamic
        pkgutil.resolve_name pydoc.locate zipimport.zipimporter site.addsitedir venv.create
        pip.main ensurepip._bootstrap setuptools.setup distutils.spawn.spawn
        ctypes.CDLL _ctypes.dlopen cffi.FFI mmap.mmap fcntl.ioctl signal.raise_signal
        shutil.rmtree tempfile.mkdtemp io.FileIO codecs.open fileinput.input linecache.getline
        logging.FileHandler logging.config.dictConfig sqlite3.connect shelve.open dbm.open
        zipfile.ZipFile tarfile.open socket.socket ssl.SSLSocket urllib.request.urlopen
        http.client.HTTPSConnection smtplib.SMTP ftplib.FTP xmlrpc.client.ServerProxy
        requests.get aiohttp.ClientSession webbrowser.open sys.settrace sys._getframe
        pickle.loads _pickle.Unpickler dill.loads cloudpickle.loads joblib.load yaml.unsafe_load
        operator.methodcaller _operator.attrgetter functools.reduce itertools.starmap
        jinja2.Template sympy.sympify numexpr.evaluate pandas.eval pandas.read_pickle
        pandas.io.common.get_handle pandas.DataFrame.query numpy.f2py.compile numpy.load
        numpy.testing._private.utils.runstring numpy.ctypeslib.load_library
        numpy.distutils.exec_command.exec_command torch.load torch.hub.load
        torch.utils.cpp_extension.load_inline torch.ops.load_library torch.jit.load
        torch._inductor.codecache.PyCodeCache.load torch._dynamo.guards.GuardBuilder.get
        torch.fx.graph_module._forward_from_src torch.package.PackageImporter
        torch.distributed.rpc.rpc_sync torch.multiprocessing.spawn torch.utils.collect_env.run
        torch.testing._internal.common_utils.shell
        tensorflow.load_op_library tensorflow.io.write_file keras.utils.get_file
        keras.layers.Lambda transformers.AutoModel.from_pretrained
        transformers.dynamic_module_utils.get_class_in_module huggingface_hub.snapshot_download
        matplotlib.cbook._exec_code PIL.ImageMath.eval nltk.data.load uuid._get_command_stdout
        weakref.finalize collections.abc.Callable.__init__.__globals__ torch.os.system
        logging.os.popen random._os.system ntpath.subprocess.Popen
        """

    static let gadgets: [Sample] = names.split { $0 == " " || $0 == "\n" }.map { name in
        let parts = name.split(separator: ".").map(String.init)
        // The deepest module of each is what the loader would import; the rest are attributes.
        let module = parts.dropLast().joined(separator: ".")
        let pickle = PickleWriter(protocol: 4).stackGlobal(module, parts.last ?? "").text("x")
            .tuple1.reduce.stop
        return Sample(.gadget, String(name), .dangerous, path: "model.pkl", pickle)
    }
}
