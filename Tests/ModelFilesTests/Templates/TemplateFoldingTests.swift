import Testing

@testable import ModelFiles

@Suite struct TemplateFoldingTests {
    private static func level(_ template: String) -> Finding.Level? {
        let facts = FileInspector.facts(
            path: "chat_template.jinja", bytes: Bytes(Array(template.utf8)))
        return ModelFileRules.findings(for: facts).first?.level
    }

    @Test(arguments: [
        "{{ ''.__class__.__mro__ }}",
        "{{ ()['__cla' + 'ss__'] }}",
        "{{ ()['__cla' ~ 'ss__'] }}",
        "{{ ()|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
        "{{ ()|attr('%s%s' % ('__cla', 'ss__')) }}",
        "{{ ()|attr('__ssalc__'|reverse) }}",
        "{{ ()[['__cla', 'ss__']|join] }}",
        "{% set a = '__cla' %}{{ ()[a ~ 'ss__'] }}",
        "{{ ()['__ssalc__'[::-1]] }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{% for c in [] | map(attribute='__class__') %}{% endfor %}",
        "{{ messages|attr(role ~ x) }}",
        "{{ cycler.next._x }}",
        "{{ joiner.__init__.__globals__.os.popen('id').read() }}",
    ]) func `a way to Python's objects is found`(_ template: String) {
        #expect(Self.level(template) == .dangerous, "\(template)")
    }

    @Test(arguments: [
        "{% for m in messages %}{{ m['role'] + ': ' + m.content | trim }}{% endfor %}",
        "{%- set ns = namespace(found=false) -%}{% if not ns.found %}{{ raise_exception('no') }}{% endif %}",
        "{{ bos_token ~ messages[0]['content'][loop.index0:] }}{{ tools | tojson(indent=4) }}",
        "{% macro say(x) %}{{ x }}{% endmacro %}{{ say(messages | length) }}",
    ]) func `what chat templates need is clean`(_ template: String) {
        #expect(Self.level(template) == nil, "\(template)")
    }
}
