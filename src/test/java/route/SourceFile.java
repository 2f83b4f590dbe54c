package route;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A Java source file, read closely enough to check the manner of the house and no closer.
 *
 * @param path below the source root, with slashes
 * @param text as written
 * @param code the same, with comments and the insides of literals turned to spaces; every character keeps its place
 */
record SourceFile(String path, String text, String code) {

    private static final Pattern TYPE = Pattern.compile("\\b(class|interface|enum|record)\\s+\\w+");
    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+\\s*(\\([^()]*\\))?");
    private static final Pattern GENERIC = Pattern.compile("<[^<>]*>");
    private static final Pattern METHOD_NAME = Pattern.compile("(\\w+)\\s*(\\(|$)");
    /** In this order: what begins first wins, and a text block begins like a string. */
    private static final Pattern QUIET = Pattern.compile(
            "//[^\n]*+|/\\*.*?\\*/"
                    + "|\"\"\"(?:[^\\\\\"]++|\\\\.|\"(?!\"\"))*+\"\"\""
                    + "|\"(?:[^\\\\\"\n]++|\\\\.)*+\"|'(?:[^\\\\'\n]++|\\\\.)++'",
            Pattern.DOTALL);

    static SourceFile of(String path, String text) {
        var code = QUIET.matcher(text).replaceAll(it -> it.group().replaceAll("[^\n]", " "));
        return new SourceFile(path, text, code);
    }

    /** The folder below {@code route/}, empty for files that lie there themselves. */
    String room() {
        var parts = path.split("/");
        return parts.length > 2 ? parts[1] : House.ROOT;
    }

    /** Where a character stands, for a message: {@code route/wire/Call.java:12: }. */
    String at(int offset) {
        return path + ":" + lineOf(offset) + ": ";
    }

    int lines() {
        return (int) text.lines().count();
    }

    private int lineOf(int offset) {
        return 1
                + (int) code.substring(0, offset)
                        .chars()
                        .filter(it -> it == '\n')
                        .count();
    }

    private enum Kind {
        TYPE,
        METHOD,
        OTHER
    }

    private record Block(Kind kind, String name, int start) {}

    /** The methods, constructors and initialisers, each with its lines from first to last; overloads by the longest. */
    Map<String, Integer> methods() {
        var lengths = new TreeMap<String, Integer>();
        var open = new ArrayDeque<Block>();
        int header = 0;
        int parentheses = 0;
        for (int i = 0; i < code.length(); i++) {
            char it = code.charAt(i);
            boolean inType = open.isEmpty() || open.peek().kind() == Kind.TYPE;
            if (inType && (it == '(' || it == ')')) {
                parentheses += it == '(' ? 1 : -1;
            } else if (it == '{') {
                open.push(
                        inType && parentheses == 0
                                ? block(code.substring(header, i), header)
                                : new Block(Kind.OTHER, "", i));
            } else if (it == '}' && !open.isEmpty()) {
                var block = open.pop();
                if (block.kind() == Kind.METHOD) {
                    lengths.merge(block.name(), lineOf(i) - lineOf(block.start()) + 1, Math::max);
                }
            }
            boolean outside = open.isEmpty() || open.peek().kind() == Kind.TYPE;
            if (outside && parentheses == 0 && (it == '{' || it == '}' || it == ';')) {
                header = i + 1;
            }
        }
        return lengths;
    }

    private static Block block(String header, int offset) {
        int start = offset + header.length() - header.stripLeading().length();
        var bare = bare(header);
        if (TYPE.matcher(bare).find()) {
            return new Block(Kind.TYPE, "", start);
        }
        var name = METHOD_NAME.matcher(bare);
        return bare.contains("=") || !name.find()
                ? new Block(bare.isEmpty() ? Kind.METHOD : Kind.OTHER, "initialiser", start)
                : new Block(Kind.METHOD, name.group(1), start);
    }

    /** Without annotations and type arguments, which may hold any sign that is looked for. */
    private static String bare(String header) {
        var before = "";
        for (var now = header.strip();
                ;
                now = GENERIC.matcher(ANNOTATION.matcher(now).replaceAll("")).replaceAll("")) {
            if (now.equals(before)) {
                return now.strip();
            }
            before = now;
        }
    }
}
