/// Judges classes of other languages' serialised objects: most are somebody's own, some are links
/// of known chains from reading an object to running a program.
///
/// Sources: ysoserial, ysoserial.net, PHPGGC; Ruby's universal deserialisation chains.
enum ForeignClassRules {
    private static let gadgets = NameTable(
        """
        InvokerTransformer InstantiateTransformer InstantiateFactory ChainedTransformer
        ConstantTransformer ClosureTransformer LazyMap TiedMapEntry TransformingComparator DefaultedMap
        TemplatesImpl TrAXFilter AnnotationInvocationHandler BadAttributeValueExpException BeanComparator
        JdbcRowSetImpl ConvertedClosure MethodClosure MethodInvokeTypeProvider PoolBackedDataSource
        JndiRefForwardingDataSource RemoteObjectInvocationHandler UnicastRef SignedObject RMIConnector
        ToStringBean EqualsBean ObjectBean ScriptEngineManager BeanFactory DiskFileItem SpelExpression
        ResourceBundleMessageSource ClassPathXmlApplicationContext EventHandler POJONode ProcessBuilder
        Runtime URLClassLoader PyMethod PyFunction NativeJavaObject
        ObjectDataProvider TextFormattingRunProperties WindowsIdentity WindowsPrincipal
        WindowsClaimsIdentity ClaimsIdentity ClaimsPrincipal RolePrincipal SessionSecurityToken
        SessionViewStateHistoryItem ActivitySurrogateSelector ObjectSurrogate ObjectSerializedRef
        TypeConfuseDelegate DelegateSerializationHolder DelegateEntry PSObject DataSet ResourceSet
        XamlReader ObjRef ToolboxItemContainer AxHost SettingsPropertyValue MulticastDelegate Process
        ProcessStartInfo AssemblyInstaller GetterSettingsPropertyValue
        Requirement SpecFetcher Installer TarReader RequestSet StubSpecification DependencyList
        BufferedIO WriteAdapter DeprecatedInstanceVariableProxy ERB
        PendingBroadcast FnStream SyslogUdpHandler BufferHandler FingersCrossedHandler
        Swift_KeyCache_DiskKeyCache FileCookieJar CachedKeyGenerator
        """)

    /// - Parameters:
    ///   - name: With its packages and namespaces.
    ///   - format: Of the serialisation.
    /// - Returns: `nil` for classes that no known chain uses.
    static func judged(_ name: String, in format: String) -> (Finding.Level, String)? {
        let parts = name.split { ".$:\\+[];, =`/".contains($0) }
        guard let gadget = parts.first(where: { gadgets.contains($0) }) else { return nil }
        return (
            .dangerous, "\(format) make `\(name)`, and `\(gadget)` leads from there to any program"
        )
    }
}
